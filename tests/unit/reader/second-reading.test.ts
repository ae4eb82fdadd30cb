import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  cardEvents,
  corruptText,
  count,
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

const flip = (text: Buffer, offset: number, mask = 0x01): void => {
  text[offset] = (text[offset] ?? 0) ^ mask
}

/** Offsets of a digit of the number and of the birth field, by layout. */
const places = {
  grandfather: { number: 130, birth: 50 },
  hmt: { number: 130, birth: 50 },
  foreigner: { number: 130, birth: 50 },
  foreigner2017: { number: 132, birth: 234 },
} as const

const layouts = Object.entries(places)

const outcome = async (id: string): Promise<string[]> => {
  rig.place(id)
  await rig.until(() => cardEvents(rig).length > 0, 4000)
  await rig.pass(3000)
  return cardEvents(rig)
}

const warnings = (): unknown => {
  const seen = rig.events.find((event) => event.kind === 'cardSeen')
  return seen?.kind === 'cardSeen' ? seen.card.reveal().warnings : null
}

describe('damage that the checksum does not show', () => {
  it.each(layouts)(
    'in the number of the first reading makes the card unreadable (%s)',
    async (id, { number }) => {
      rig.behave(
        corruptText((text, reading) => {
          if (reading === 0) flip(text, number)
        }),
      )
      expect(await outcome(id)).toEqual(['cardUnreadable'])
      expect(rig.reader.health().counters).toMatchObject({ rereads: 1, cards: 0 })
    },
  )

  it.each(layouts)(
    'in the birth field of the first reading makes the card unreadable (%s)',
    async (id, { birth }) => {
      rig.behave(
        corruptText((text, reading) => {
          if (reading === 0) flip(text, birth)
        }),
      )
      expect(await outcome(id)).toEqual(['cardUnreadable'])
    },
  )

  it.each(layouts)(
    'that differs between both readings makes the card unreadable (%s)',
    async (id, { number }) => {
      rig.behave(
        corruptText((text, reading) => {
          flip(text, number, reading === 0 ? 0x01 : 0x02)
        }),
      )
      expect(await outcome(id)).toEqual(['cardUnreadable'])
    },
  )

  it('in any other byte of the second reading makes the card unreadable too', async () => {
    rig.behave(
      corruptText((text, reading) => {
        flip(text, 130)
        if (reading === 1) flip(text, 60)
      }),
    )
    expect(await outcome('grandfather')).toEqual(['cardUnreadable'])
  })

  it.each([0, 1, 2, 3])(
    'in the lengths inside the answer makes the card unreadable (byte %i)',
    async (at) => {
      rig.behave({
        name: 'lengths',
        alter: (data, command) =>
          command === 0x30 && data.length > 1000 ? data.map((byte, i) => (i === at ? byte ^ 2 : byte)) : data,
      })
      expect(await outcome('grandfather')).toEqual(['cardUnreadable'])
    },
  )

  it('in the letter makes the card unreadable, not a card of another kind', async () => {
    rig.behave(
      corruptText((text, reading) => {
        if (reading === 0) flip(text, 248, 0x40)
      }),
    )
    expect(await outcome('grandfather')).toEqual(['cardUnreadable'])
  })

  it('in the letter that makes one layout of another names nobody', async () => {
    rig.behave(
      corruptText((text, reading) => {
        if (reading === 0) text.write('I', 248, 'utf16le')
      }),
    )
    expect(await outcome('grandfather')).toEqual(['cardUnreadable'])
  })
})

describe('a genuine card that is odd', () => {
  it.each(layouts)(
    'is accepted with a warning when both readings are the same (%s)',
    async (id, { number }) => {
      rig.behave(
        corruptText((text) => {
          flip(text, number)
        }),
      )
      expect(await outcome(id)).toEqual(['cardSeen'])
      expect(warnings()).toContain('idCheck')
      expect(rig.reader.health().counters.rereads).toBe(1)
    },
  )

  it.each(layouts)('whose birth differs from its number is accepted likewise (%s)', async (id, { birth }) => {
    rig.behave(
      corruptText((text) => {
        flip(text, birth)
      }),
    )
    expect(await outcome(id)).toEqual(['cardSeen'])
    expect(warnings()).toContain('birthMismatch')
  })

  it('is read once more when the second reading breaks off, and only the text has to agree', async () => {
    let readings = 0
    rig.behave({
      name: 'brokenSecond',
      status: (command, parameter) =>
        command === 0x30 && parameter === 1 && ++readings === 2 ? 0x41 : undefined,
    })
    expect(await outcome('misprint')).toEqual(['cardSeen'])
    expect(rig.reader.health().counters.rereads).toBe(2)
  })

  it('is unreadable when no second reading succeeds', async () => {
    let readings = 0
    rig.behave({
      name: 'noSecond',
      status: (command, parameter) =>
        command === 0x30 && parameter === 1 && ++readings > 1 ? 0x41 : undefined,
    })
    expect(await outcome('misprint')).toEqual(['cardUnreadable'])
  })

  it('is read but once when nothing about it is odd', async () => {
    expect(await outcome('privateUse')).toEqual(['cardSeen'])
    expect(rig.reader.health().counters.rereads).toBe(0)
    expect(count(rig, 'cardUnreadable')).toBe(0)
  })
})
