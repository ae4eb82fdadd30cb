import { expect, it } from 'vitest'
import { fixedOpener } from '../../../electron/reader/discovery.ts'
import type { LinkOpener } from '../../../electron/reader/link.ts'
import { SamReader } from '../../../electron/reader/sam/sam-reader.ts'
import { SimulatedDevice } from '../../../electron/reader/simulated/device.ts'
import { createSimulatedOpener } from '../../../electron/reader/simulated/opener.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { cardOf, recordingLog } from '../../support/reader-rig.ts'

it('bytes that came over the wire are overwritten once they were taken', async () => {
  const clock = new ManualClock()
  const device = new SimulatedDevice({ clock })
  const inner = createSimulatedOpener(device)
  const delivered: Uint8Array[] = []
  const opener: LinkOpener = {
    name: inner.name,
    open: async () => {
      const link = await inner.open()
      link.onData((bytes) => delivered.push(bytes))
      return link
    },
  }
  const reader = new SamReader({ source: fixedOpener(opener), clock, log: recordingLog([]) })
  let seen = 0
  reader.onEvent(({ kind }) => {
    if (kind === 'cardSeen') seen++
  })
  await reader.start()
  device.place(cardOf('grandmother'))
  expect(await clock.advanceUntil(() => seen === 1, 2000)).toBe(true)
  expect(delivered.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(1295)
  expect(delivered.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true)
  await reader.stop()
})
