import { keepCityScore } from '../../credit/city-score.ts'
import { realResident } from '../../residents/aliases.ts'
import { agreedTo } from '../../residents/consent.ts'
import { consentOf } from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import type { SentScore } from '../../sync/upload-answer.ts'

/** Keeps what the city says of people who are known here and let it have their number; of anybody else nothing. */
export const keepCityScores = (tx: Tx, scores: readonly SentScore[]): void => {
  for (const { resident: id, score, grade = null, asOf } of scores) {
    const resident = realResident(tx, id)
    if (resident === null || !agreedTo(consentOf(tx, resident.id), 'sharing')) continue
    keepCityScore(tx, resident.id, { score, grade, asOf: Date.parse(asOf) })
  }
}
