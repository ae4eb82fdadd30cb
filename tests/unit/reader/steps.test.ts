import { expect, it, onTestFinished } from 'vitest'
import { createAbsentReader } from '../../../electron/reader/absent-reader.ts'
import type { ReaderStage } from '../../../electron/reader/card-reader.ts'
import { cardEvents, startSimulatedRig, type SimulatedRig } from '../../support/reader-rig.ts'

const start = async (): Promise<SimulatedRig> => {
  const rig = await startSimulatedRig()
  onTestFinished(() => rig.end())
  return rig
}
const isAt =
  ({ reader }: SimulatedRig, stage: ReaderStage) =>
  (): boolean =>
    reader.steps().stage === stage

it('tells each step from an empty port to a card that was read, and begins anew with the next', async () => {
  const rig = await start()
  for (const stage of ['opened', 'answered'] as const) await rig.until(isAt(rig, stage))
  expect(rig.reader.steps()).toMatchObject({ port: 'simulated', baudRate: 115_200, readMs: null, unread: 0 })
  rig.place('grandfather')
  for (const stage of ['found', 'selected', 'read'] as const) await rig.until(isAt(rig, stage))
  await rig.until(() => cardEvents(rig).includes('cardSeen'))
  expect(rig.reader.steps().readMs).toBeGreaterThan(0)
  expect(rig.reader.steps().answerMs).toBeGreaterThanOrEqual(0)
  rig.remove()
  await rig.until(isAt(rig, 'answered'))
})

it('counts cards that were not read', async () => {
  const rig = await start()
  await rig.until(isAt(rig, 'answered'))
  rig.fault('badChecksum')
  rig.place('grandfather')
  await rig.until(() => cardEvents(rig).includes('cardUnreadable'), 60_000)
  expect(rig.reader.steps()).toMatchObject({ unread: 1, readMs: null })
})

it('looks again when it is asked: the port is let go, and a card that lies there is no second tap', async () => {
  const rig = await start()
  await rig.until(isAt(rig, 'answered'))
  rig.place('grandfather')
  await rig.until(() => cardEvents(rig).includes('cardSeen'))
  const { reopens } = rig.reader.health().counters
  rig.reader.searchAgain()
  await rig.until(isAt(rig, 'searching'))
  expect(rig.reader.steps()).toMatchObject({ port: null, baudRate: null, answerMs: null })
  await rig.until(() => rig.reader.health().counters.reopens === reopens + 1)
  await rig.pass(2_000)
  expect(rig.reader.health().state).toBe('card')
  expect(cardEvents(rig)).toEqual(['cardSeen'])
})

it('does not wait for the end of a long pause between two looks', async () => {
  const rig = await start()
  await rig.until(isAt(rig, 'answered'))
  rig.fault('unplug')
  await rig.until(isAt(rig, 'searching'))
  await rig.pass(30_000)
  const before = rig.log.length
  rig.clear()
  rig.reader.searchAgain()
  await rig.until(isAt(rig, 'answered'), 1_000)
  expect(rig.log.length).toBeGreaterThan(before)
})

it('there is nothing to look for where none is wanted', () => {
  const reader = createAbsentReader()
  reader.searchAgain()
  expect(reader.steps()).toEqual({
    stage: 'searching',
    port: null,
    baudRate: null,
    answerMs: null,
    readMs: null,
    unread: 0,
  })
})
