import { expect, onTestFinished, test } from 'vitest'
import { Secret } from '../../../electron/base/secret.ts'
import type { ReaderEvent } from '../../../electron/reader/card-reader.ts'
import { createCardReader } from '../../../electron/reader/kinds.ts'
import { SimulatedDevice } from '../../../electron/reader/simulated/device.ts'
import { silentLog } from '../../../electron/base/log.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { cardOf, openPipeline, type Pipeline } from '../../support/pipeline.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { cardOf as simulatedCard } from '../../support/reader-rig.ts'

const openStation = async (): Promise<Pipeline> => {
  const station = await openPipeline()
  onTestFinished(() => {
    station.close()
  })
  return station
}

test('case 85: a card that no registry knows is refused, and the good one after it is taken', async () => {
  const station = await openStation()
  station.addEvent()
  station.taps.take({
    kind: 'cardSeen',
    card: new Secret({ ...cardOf(), kind: 'unknown' }),
    timing: { foundAt: 0, lastByteAt: 1 },
  })
  expect(station.taps.last()?.outcome).toEqual({ kind: 'cardUnverified' })
  expect(station.count('resident')).toBe(0)
  expect(station.tap()).toMatchObject({ kind: 'checkedIn', person: { name: '王*兰' } })
  expect(station.count('attendance')).toBe(1)
})

test('case 90: taken back by staff while the person’s page is open: nothing is taken back twice, and one may come again', async () => {
  const station = await openStation()
  const desk = await deskOf(station)
  const event = station.addEvent()
  expect(station.tap().kind).toBe('checkedIn')
  const { seq = 0 } = station.taps.last() ?? {}
  const row = station.parts.store.read((tx) => tx.get<{ id: string }>('select id from attendance'))
  desk.undo(event.id, row?.id ?? '')
  expect(station.count('reversal')).toBe(1)
  // The person still looks at the own page, and presses there.
  station.holder['tap.notMe']({ commandId: station.newId(), seq })
  expect(station.taps.last()?.outcome).toMatchObject({ kind: 'disputed' })
  expect(station.count('reversal')).toBe(1)
  expect(station.records().filter(({ type }) => type === 'cn.wmsj.attendance.reversed.v1')).toHaveLength(1)
  expect(station.tap().kind).toBe('checkedIn')
  expect(station.count('presence')).toBe(1)
})

test('case 94: a reader that is there at the start, with a card on it, is read once', async () => {
  const clock = new ManualClock()
  const device = new SimulatedDevice({ clock })
  device.place(simulatedCard('grandmother'))
  const reader = createCardReader('simulated', { clock, log: silentLog, simulated: device })
  const events: ReaderEvent[] = []
  reader.onEvent((event) => events.push(event))
  await reader.start()
  const seen = (): number => events.filter(({ kind }) => kind === 'cardSeen').length
  expect(await clock.advanceUntil(() => seen() > 0, 20_000)).toBe(true)
  await clock.advanceAsync(20_000)
  expect(seen()).toBe(1)
  await reader.stop()
})
