import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultNames } from '../../../electron/reader/simulated/behaviours.ts'
import {
  cardEvents,
  cardOf,
  count,
  namesSeen,
  startSimulatedRig,
  type SimulatedRig,
} from '../../support/reader-rig.ts'

let rig: SimulatedRig

beforeEach(async () => {
  rig = await startSimulatedRig()
  await rig.until(() => rig.reader.health().state === 'ready')
})

afterEach(async () => {
  await rig.end()
})

const faults = [
  ...faultNames.filter((name) => name !== 'status:HH'),
  'status:41',
  'status:80',
  'status:66',
  'status:21',
]

describe('every fault', () => {
  it.each(faults)('%s: names nobody who was not there, and is over when it is over', async (fault) => {
    rig.fault(fault)
    for (const id of ['grandfather', 'rare']) {
      rig.place(id)
      await rig.pass(2500)
      rig.remove()
      await rig.pass(2500)
    }
    expect(namesSeen(rig).filter((name) => !['于样海', '李样𬭚'].includes(name))).toEqual([])
    rig.clear()
    await rig.until(() => rig.reader.health().state === 'ready')
    const seen = count(rig, 'cardSeen')
    rig.place('grandmother')
    await rig.until(() => count(rig, 'cardSeen') === seen + 1)
    expect(namesSeen(rig).at(-1)).toBe('王样兰')
  })

  it.each(['split', 'slow', 'preamble'])('%s alone keeps nobody from being read', async (fault) => {
    rig.fault(fault)
    for (const id of ['grandfather', 'grandmother', 'foreigner']) {
      rig.place(id)
      await rig.until(() => rig.events.at(-1)?.kind === 'cardSeen')
      rig.remove()
      await rig.until(() => rig.reader.health().state === 'ready')
    }
    expect(cardEvents(rig)).toEqual(Array(3).fill(['cardSeen', 'cardGone']).flat())
  })
})

describe('noise', () => {
  it('makes exactly one event of each of thirty placements, and is counted', async () => {
    rig.fault('noise')
    for (let i = 0; i < 30; i++) {
      const before = cardEvents(rig).length
      rig.place(i % 2 === 0 ? 'grandfather' : 'grandmother')
      await rig.until(() => cardEvents(rig).length > before)
      await rig.pass(500)
      rig.remove()
      await rig.until(() => rig.reader.health().state !== 'card')
      expect(cardEvents(rig).length - before).toBe(2)
    }
    expect(count(rig, 'cardSeen')).toBeGreaterThan(20)
    const { discardedBytes, checksumErrors } = rig.reader.health().counters
    expect(discardedBytes).toBeGreaterThan(1000)
    expect(checksumErrors).toBeGreaterThan(0)
  })

  it('without a reader behind it is absence', async () => {
    rig.behave({
      name: 'noiseOnly',
      distort: (_frame, random) => new Uint8Array(30).fill(Math.floor(random() * 90)),
    })
    await rig.until(() => rig.reader.health().state === 'searching', 60_000)
  })
})

describe('late answers', () => {
  it('are never taken for the next person’s', async () => {
    let delayed = false
    const undo = rig.behave({
      name: 'oneLateReading',
      pace: () => {
        if (delayed || rig.requests.at(-1) !== '3001') return {}
        delayed = true
        return { delayMs: 4000 }
      },
    })
    rig.place('grandfather')
    await rig.until(() => rig.requests.at(-1) === '3001')
    rig.place('grandmother')
    await rig.until(() => cardEvents(rig).length > 0, 10_000)
    await rig.pass(5000)
    undo()
    expect(namesSeen(rig)).not.toContain('于样海')
    expect(rig.log.some((line) => line.includes('dropped'))).toBe(true)
    expect(rig.reader.health().counters.timeouts).toBeGreaterThan(0)
  })

  it('of find do not make a card of an empty field', async () => {
    rig.place('grandfather')
    rig.behave({ name: 'lateFind', pace: () => (rig.requests.at(-1) === '2001' ? { delayMs: 1300 } : {}) })
    await rig.until(() => rig.log.some((line) => line.includes('dropped')))
    rig.remove()
    await rig.pass(10_000)
    expect(cardEvents(rig)).toEqual([])
  })
})

describe('an answer at the very end of its time', () => {
  it('is taken, as it may have waited for a process that was busy', async () => {
    rig.behave({ name: 'justLate', pace: () => (rig.requests.at(-1) === '2001' ? { delayMs: 1205 } : {}) })
    await rig.pass(3000)
    rig.place('grandfather')
    await rig.until(() => count(rig, 'cardSeen') === 1)
    expect(rig.reader.health().counters.timeouts).toBe(0)
  })
})

describe('a listener', () => {
  it('that fails harms neither the reader nor the others', async () => {
    rig.reader.onEvent(() => {
      throw new Error('a listener’s own trouble')
    })
    const heard: string[] = []
    rig.reader.onEvent(({ kind }) => heard.push(kind))
    rig.place('grandfather')
    await rig.until(() => heard.includes('cardSeen'))
    expect(rig.log.some((line) => line.includes('listener'))).toBe(true)
  })
})

describe('stopping', () => {
  it('in the middle of a reading ends it without an event', async () => {
    rig.place('grandfather')
    await rig.until(() => rig.requests.at(-1) === '3001')
    const before = rig.events.length
    await rig.reader.stop()
    await rig.pass(5000)
    expect(rig.events).toHaveLength(before)
    expect(rig.clock.waiting).toBe(0)
  })

  it('may be asked twice, and before the start', async () => {
    await rig.reader.stop()
    await rig.reader.stop()
    expect(cardOf('grandfather').name).toBe('于样海')
  })
})
