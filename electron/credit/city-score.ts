import type { Tx } from '../store/tx.ts'

/** The city's own score of a person. Only ever shown. */
export interface CityScore {
  score: number
  /** Letter of the city's grade, `null` where it sent none. */
  grade: string | null
  /** When the city computed it, UTC milliseconds. */
  asOf: number
}

export const cityScoreOf = (tx: Tx, resident: string): CityScore | null =>
  tx.get<CityScore & object>(
    'select score, grade, as_of as asOf from city_score where resident = ?',
    resident,
  ) ?? null

/** Keeps a score unless a newer one is there. */
export const keepCityScore = (tx: Tx, resident: string, { score, grade, asOf }: CityScore): void => {
  tx.run(
    `insert into city_score (resident, score, grade, as_of) values (?, ?, ?, ?)
     on conflict (resident) do update set score = excluded.score, grade = excluded.grade, as_of = excluded.as_of
       where excluded.as_of > city_score.as_of`,
    resident,
    score,
    grade,
    asOf,
  )
}
