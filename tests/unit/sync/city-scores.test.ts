import { expect, it } from 'vitest'
import type { SentScore } from '../../../electron/sync/upload-answer.ts'
import { useSyncStations } from '../../support/sync-station.ts'

const world = useSyncStations()
const good = {
  resident: '0192f4aa-3333-7000-8000-000000000003',
  score: 1012,
  asOf: '2026-11-20T00:00:00.000Z',
}

const keeping = async (scores: unknown): Promise<{ kept: SentScore[]; pending: number }> => {
  const kept: SentScore[] = []
  world.centre.otherwise = { kind: 'lie', change: (answer) => ({ ...answer, scores }) }
  const station = await world.startPaired({
    keepScores: (_tx, sent) => {
      kept.push(...sent)
    },
  })
  station.tap()
  await station.drain()
  return { kept, pending: station.sync.health().pending }
}

it('scores that come with an answer are handed over, with the grade where one was sent', async () => {
  const other = { ...good, score: 880, grade: 'A' }
  expect(await keeping([good, other])).toEqual({ kept: [good, other], pending: 0 })
})

it.each([
  ['no list', { resident: 'x' }],
  ['text', 'many'],
  ['nothing', null],
  [
    'no scores',
    [
      1,
      null,
      {},
      { ...good, score: 'high' },
      { ...good, resident: '王' },
      { ...good, asOf: 'yesterday' },
      { ...good, score: 1.5 },
    ],
  ],
])('what is %s is left aside, and the records go up all the same', async (_, scores) => {
  expect(await keeping(scores)).toEqual({ kept: [], pending: 0 })
})
