import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeAnswer } from '../../../electron/reader/sam/frame.ts'
import { createCardReader } from '../../../electron/reader/kinds.ts'
import type { Behaviour } from '../../../electron/reader/simulated/behaviours.ts'
import {
  cardEvents,
  cardOf,
  count,
  namesSeen,
  recordingLog,
  startSimulatedRig,
  type SimulatedRig,
} from '../../support/reader-rig.ts'
import type { ReaderEvent } from '../../../electron/reader/card-reader.ts'

let rig: SimulatedRig

beforeEach(async () => {
  rig = await startSimulatedRig()
  await rig.until(() => rig.reader.health().state === 'ready')
})

afterEach(async () => {
  await rig.end()
})

/** Answers the first `times` requests of a kind with a status. */
const failing = (request: number, sw3: number, times: number): Behaviour => {
  let left = times
  return {
    name: 'failing',
    status: (command, parameter) =>
      ((command << 8) | parameter) === request && left-- > 0 ? sw3 : undefined,
  }
}

const read = 0x3001
const select = 0x2002
const presence = 0x3003

describe('a card that is still settling', () => {
  it.each([
    [read, 0x41],
    [read, 0x47],
    [read, 0x33],
    [select, 0x81],
    [read, 0x40],
    [read, 0x31],
  ])('is read at the second or third attempt (%x answered %x)', async (request, sw3) => {
    for (const times of [1, 2]) {
      const undo = rig.behave(failing(request, sw3, times))
      rig.place('grandfather')
      await rig.until(() => cardEvents(rig).length > 0, 2000)
      expect(cardEvents(rig)).toEqual(['cardSeen'])
      undo()
      rig.remove()
      await rig.until(() => count(rig, 'cardGone') === 1)
      rig.events.length = 0
    }
  })

  it('is read when it moves out of the field and in again', async () => {
    rig.place('grandfather')
    await rig.until(() => rig.reader.health().state === 'card')
    rig.remove()
    await rig.pass(400)
    rig.place('grandfather')
    await rig.until(() => cardEvents(rig).length > 0, 2000)
    expect(cardEvents(rig)).toEqual(['cardSeen'])
  })
})

describe('a card that was selected', () => {
  it('is read though the answer that says so was damaged', async () => {
    let isFirst = true
    rig.behave({
      name: 'damagedSelect',
      distort: (frame) => {
        if (frame.length !== 19 || !isFirst) return frame
        isFirst = false
        return frame.map((byte, i) => (i === 18 ? byte ^ 1 : byte))
      },
    })
    rig.place('grandfather')
    await rig.until(() => cardEvents(rig).length > 0)
    expect(cardEvents(rig)).toEqual(['cardSeen'])
  })
})

describe('a card that cannot be read', () => {
  it.each([
    [0x41, 'cardUnreadable'],
    [0x33, 'cardUnreadable'],
    [0x3f, 'cardUnreadable'],
    [0x47, 'cardUnreadable'],
    [0x24, 'cardUnreadable'],
    [0x21, 'cardUnreadable'],
    [0x40, 'notIdCard'],
    [0x31, 'cardUnverified'],
    [0x32, 'cardUnverified'],
  ] as const)('status %x makes exactly one %s and names its three bytes', async (sw3, kind) => {
    rig.behave({ name: 'always', status: (command) => (command === 0x30 ? sw3 : undefined) })
    rig.place('grandfather')
    await rig.until(() => cardEvents(rig).length > 0, 3000)
    await rig.pass(5000)
    const sw = `0000${sw3.toString(16)}`
    expect(rig.events.filter((event) => event.kind !== 'stateChanged')).toEqual([{ kind, sw }])
    expect(rig.log.some((line) => line.includes(sw))).toBe(true)
    expect(rig.reader.health().trouble).toBe(sw)
    rig.remove()
    rig.clear()
    await rig.until(() => count(rig, 'cardGone') === 1)
    rig.place('grandmother')
    await rig.until(() => count(rig, 'cardSeen') === 1)
    expect(rig.reader.health().trouble).toBeNull()
  })

  it('is told within a second', async () => {
    rig.place('unreadable')
    const before = rig.clock.monotonic()
    await rig.until(() => count(rig, 'cardUnreadable') === 1)
    expect(rig.clock.monotonic() - before).toBeLessThan(1000)
  })

  it.each(['badChecksum', 'badLength'])('through %s is told once, and counted', async (fault) => {
    rig.fault(fault)
    rig.place('grandfather')
    await rig.until(() => cardEvents(rig).length > 0)
    await rig.pass(3000)
    expect(cardEvents(rig)).toEqual(['cardUnreadable'])
    const { checksumErrors, lengthErrors } = rig.reader.health().counters
    expect(fault === 'badChecksum' ? checksumErrors : lengthErrors).toBeGreaterThanOrEqual(3)
  })

  it('is told when somebody only brushes the reader with it', async () => {
    rig.place('grandfather')
    await rig.until(() => rig.reader.health().state === 'card')
    rig.remove()
    await rig.until(() => rig.reader.health().state === 'ready')
    expect(cardEvents(rig)).toEqual(['cardUnreadable', 'cardGone'])
  })

  it('makes the reader drop its field after three failures in a row, not on every cycle', async () => {
    rig.place('unreadable')
    await rig.until(() => count(rig, 'cardUnreadable') === 1)
    await rig.pass(5000)
    expect(rig.requests.filter((request) => request === '10ff')).toHaveLength(1)
    expect(cardEvents(rig)).toEqual(['cardUnreadable'])
  })

  it('makes no reset where readings succeed in between', async () => {
    for (let i = 0; i < 4; i++) {
      rig.behave(failing(read, 0x41, 1))
      rig.place('grandfather')
      await rig.until(() => count(rig, 'cardSeen') === i + 1)
      rig.remove()
      await rig.until(() => rig.reader.health().state === 'ready')
    }
    expect(rig.requests).not.toContain('10ff')
  })
})

describe('find itself', () => {
  it.each([
    [0x40, 'notIdCard'],
    [0x31, 'cardUnverified'],
  ] as const)('answered %x tells of a card of the wrong kind, once', async (sw3, kind) => {
    rig.behave({
      name: 'find',
      status: (command, parameter) => (parameter === 1 && command === 0x20 ? sw3 : undefined),
    })
    await rig.pass(3000)
    expect(cardEvents(rig)).toEqual([kind])
  })

  it.each([0x41, 0x81, 0x24, 0x10, 0x11, 0x21, 0x77])('answered %x is passed over', async (sw3) => {
    const undo = rig.behave(failing(0x2001, sw3, 5))
    await rig.pass(1500)
    undo()
    rig.place('grandfather')
    await rig.until(() => count(rig, 'cardSeen') === 1)
    expect(cardEvents(rig)).toEqual(['cardSeen'])
  })
})

describe('removal', () => {
  beforeEach(async () => {
    rig.place('grandfather')
    await rig.until(() => count(rig, 'cardSeen') === 1)
  })

  it('is never concluded from find saying that it finds nothing', async () => {
    rig.fault('status:80')
    await rig.pass(5000)
    expect(count(rig, 'cardGone')).toBe(0)
  })

  it.each([0x90, 0x91])('is not concluded while presence answers %x', async (sw3) => {
    rig.behave({
      name: 'present',
      status: (command, parameter) => (command === 0x30 && parameter === 3 ? sw3 : undefined),
    })
    rig.device.remove()
    await rig.pass(2000)
    expect(count(rig, 'cardGone')).toBe(0)
  })

  it('is not concluded from one wrong answer, nor from a line that spoils our questions', async () => {
    rig.behave(failing(presence, 0x41, 1))
    await rig.pass(1000)
    rig.behave(failing(presence, 0x10, 8))
    await rig.pass(3000)
    expect(cardEvents(rig)).toEqual(['cardSeen'])
  })

  it('is noticed within a quarter of a second', async () => {
    rig.remove()
    await rig.until(() => count(rig, 'cardGone') === 1, 250)
  })

  it('is reminded of after 10 s and then every 15 s', async () => {
    const times: number[] = []
    const start = rig.clock.monotonic()
    rig.reader.onEvent(({ kind }) => {
      if (kind === 'cardLeft') times.push(Math.round((rig.clock.monotonic() - start) / 1000))
    })
    await rig.pass(60_000)
    expect(times).toEqual([10, 25, 40, 55])
  })
})

describe('what the reader is asked', () => {
  it('never includes fingerprints, and the number of the module only once', async () => {
    for (const id of ['grandfather', 'unreadable', 'misprint', 'bankCard']) {
      rig.place(id)
      await rig.until(() => rig.reader.health().state === 'card')
      await rig.pass(3000)
      rig.remove()
      await rig.until(() => rig.reader.health().state === 'ready')
    }
    expect(rig.requests).not.toContain('3010')
    expect(rig.requests.filter((request) => request === '12ff')).toHaveLength(1)
  })
})

describe('what stays behind', () => {
  it('is nothing of the card in the log, whatever happens to it', async () => {
    for (const id of ['grandfather', 'grandmother', 'foreigner', 'misprint', 'unknownKind', 'unreadable']) {
      rig.place(id)
      await rig.until(() => rig.reader.health().state === 'card')
      await rig.pass(3000)
      rig.remove()
      await rig.until(() => rig.reader.health().state === 'ready')
    }
    const log = rig.log.join('\n')
    for (const id of ['grandfather', 'grandmother', 'foreigner', 'misprint', 'unknownKind']) {
      const { name, idNumber, birth, nameEn, newAddress } = cardOf(id)
      for (const text of [name, idNumber, birth, nameEn, newAddress])
        if (text !== undefined && text !== '') {
          expect(log).not.toContain(text)
          expect(log).not.toContain(Buffer.from(text, 'utf16le').toString('hex').slice(0, 12))
        }
    }
  })

  it('says all three status bytes of an odd answer', async () => {
    rig.behave({ name: 'odd', distort: (frame) => (frame.length === 11 ? encodeAnswer(0x6a8241) : frame) })
    await rig.pass(500)
    expect(rig.log.join('\n')).toContain('6a8241')
  })
})

describe('a new reader over a device that is already there', () => {
  const startAnother = async (): Promise<{ events: ReaderEvent[]; stop: () => Promise<void> }> => {
    await rig.reader.stop()
    const another = createCardReader('simulated', {
      clock: rig.clock,
      log: recordingLog([]),
      simulated: rig.device,
    })
    const events: ReaderEvent[] = []
    another.onEvent((event) => events.push(event))
    await another.start()
    return { events, stop: () => another.stop() }
  }

  it('reads the card that lies there already', async () => {
    rig.place('grandfather')
    await rig.until(() => count(rig, 'cardSeen') === 1)
    const { events, stop } = await startAnother()
    await rig.until(() => events.some(({ kind }) => kind === 'cardSeen'))
    await rig.pass(2000)
    expect(events.filter(({ kind }) => kind === 'cardSeen')).toHaveLength(1)
    await stop()
  })

  it('waits for a device that is silent for its first seconds', async () => {
    rig.fault('silent')
    const { events, stop } = await startAnother()
    await rig.pass(1500)
    rig.clear()
    await rig.until(
      () => events.some((event) => event.kind === 'stateChanged' && event.state === 'ready'),
      3000,
    )
    await stop()
  })
})

describe('two people and a lost link', () => {
  it('tells the going of the one and the coming of the other', async () => {
    rig.place('grandfather')
    await rig.until(() => count(rig, 'cardSeen') === 1)
    rig.fault('unplug')
    await rig.until(() => rig.reader.health().state === 'searching')
    rig.place('grandmother')
    rig.clear()
    await rig.until(() => count(rig, 'cardSeen') === 2)
    expect(cardEvents(rig)).toEqual(['cardSeen', 'cardGone', 'cardSeen'])
    expect(namesSeen(rig)).toEqual(['于样海', '王样兰'])
  })

  it('tells the going of a card that was taken in the meantime', async () => {
    rig.place('grandfather')
    await rig.until(() => count(rig, 'cardSeen') === 1)
    rig.fault('unplug')
    await rig.until(() => rig.reader.health().state === 'searching')
    rig.remove()
    rig.clear()
    await rig.until(() => rig.reader.health().state === 'ready')
    expect(cardEvents(rig)).toEqual(['cardSeen', 'cardGone'])
  })

  it('reads a card whose reading the loss cut off', async () => {
    rig.place('grandfather')
    await rig.until(() => rig.requests.at(-1) === '3001')
    rig.fault('unplug')
    await rig.until(() => rig.reader.health().state === 'searching')
    expect(cardEvents(rig)).toEqual([])
    rig.clear()
    await rig.until(() => count(rig, 'cardSeen') === 1)
    expect(cardEvents(rig)).toEqual(['cardSeen'])
  })

  it('says nothing twice about a card that could not be read before', async () => {
    rig.place('unreadable')
    await rig.until(() => count(rig, 'cardUnreadable') === 1)
    rig.fault('unplug')
    await rig.until(() => rig.reader.health().state === 'searching')
    rig.clear()
    await rig.until(() => rig.reader.health().state === 'card')
    await rig.pass(3000)
    expect(cardEvents(rig)).toEqual(['cardUnreadable'])
  })

  it('says nothing more about it when it has become readable without being taken', async () => {
    rig.fault('status:41')
    rig.place('grandfather')
    await rig.until(() => count(rig, 'cardUnreadable') === 1)
    rig.fault('unplug')
    await rig.until(() => rig.reader.health().state === 'searching')
    rig.clear()
    await rig.until(() => rig.reader.health().state === 'card')
    await rig.pass(3000)
    expect(cardEvents(rig)).toEqual(['cardUnreadable'])
  })

  it('reads a card again after a fault that came while it was read', async () => {
    rig.behave(failing(read, 0x60, 1))
    rig.place('grandfather')
    await rig.until(() => rig.reader.health().state === 'fault')
    expect(rig.reader.health().trouble).toBe('000060')
    await rig.until(() => rig.reader.health().state !== 'fault')
    expect(rig.reader.health().trouble).toBeNull()
    await rig.until(() => count(rig, 'cardSeen') === 1)
    expect(cardEvents(rig)).toEqual(['cardSeen'])
  })
})
