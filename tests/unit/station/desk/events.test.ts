import { beforeEach, describe, expect, it } from 'vitest'
import { eventById, pinnedEvent } from '../../../../electron/calendar/store.ts'
import type { StationEvent } from '../../../../electron/calendar/rules.ts'
import { clerkPin, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const command = (): { commandId: string } => ({ commandId: rig.newId() })
const stored = (id: string): StationEvent | null => rig.parts.store.read((tx) => eventById(tx, id))
const later = async (ms: number): Promise<void> => {
  rig.clock.advance(ms)
  await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
}

describe('an event that runs over', () => {
  const extend = (event: string, minutes: number, by = command()): void => {
    void rig.handlers['events.extend']({ ...by, event, minutes }, rig.page)
  }

  it('moves its end and its check-in, into the next one too, once for one command', () => {
    const event = rig.addEvent()
    rig.addEvent({ startsAt: event.endsAt })
    const by = command()
    extend(event.id, 20, by)
    extend(event.id, 20, by)
    expect(stored(event.id)).toMatchObject({
      endsAt: event.endsAt + 20 * minute,
      checkIn: { opensAt: event.checkIn?.opensAt, closesAt: (event.checkIn?.closesAt ?? 0) + 20 * minute },
    })
    expect(rig.audit().at(-1)).toMatchObject({
      action: 'event.extended',
      subject: event.id,
      detail: { minutes: 20 },
    })
  })

  it('may just have ended, but must not be long over, cancelled, or go on for more than a day', async () => {
    const event = rig.addEvent()
    const cancelled = rig.addEvent({ status: 'cancelled' })
    const long = rig.addEvent({ endsAt: rig.clock.now() + 24 * 60 * minute })
    const conflict = errorWith('conflict')
    expect(() => {
      extend(cancelled.id, 20)
    }).toThrow(conflict)
    expect(() => {
      extend(long.id, 20)
    }).toThrow(conflict)
    expect(() => {
      extend(rig.newId(), 20)
    }).toThrow(errorWith('notFound'))
    await later(70 * minute)
    expect(() => {
      extend(event.id, 10)
    }).toThrow(conflict)
    extend(event.id, 30)
    await later(80 * minute)
    expect(() => {
      extend(event.id, 180)
    }).toThrow(conflict)
    expect(stored(event.id)?.endsAt).toBe(event.endsAt + 30 * minute)
  })
})

describe('pinning', () => {
  const pin = (event: string | null): void => {
    void rig.handlers['events.pin']({ ...command(), event }, rig.page)
  }

  it('sends all taps to one event until it is let go', () => {
    const [one, two] = [rig.addEvent(), rig.addEvent()]
    const pinned = (): string | null => rig.parts.store.read(pinnedEvent)
    pin(one.id)
    pin(two.id)
    expect(pinned()).toBe(two.id)
    pin(null)
    expect(pinned()).toBeNull()
    expect(
      rig
        .audit()
        .slice(-3)
        .map(({ action }) => action),
    ).toEqual(['event.pinned', 'event.pinned', 'event.unpinned'])
  })

  it('not to a cancelled one, nor to one where nobody can tap any more', async () => {
    const shift = rig.addEvent({ kind: 'volunteer' })
    const lecture = rig.addEvent()
    expect(() => {
      pin(rig.addEvent({ status: 'cancelled' }).id)
    }).toThrow(errorWith('conflict'))
    expect(() => {
      pin(rig.newId())
    }).toThrow(errorWith('notFound'))
    await later(90 * minute)
    expect(() => {
      pin(lecture.id)
    }).toThrow(errorWith('conflict'))
    pin(shift.id)
    expect(rig.parts.store.read(pinnedEvent)).toBe(shift.id)
  })
})

describe('what a page watches', () => {
  it('is an event that exists, of this page alone', () => {
    const event = rig.addEvent()
    void rig.handlers['board.watch']({ event: event.id }, rig.page)
    expect([rig.desk.watched(rig.page), rig.desk.watched('another page')]).toEqual([event.id, null])
    expect(() => rig.handlers['board.watch']({ event: rig.newId() }, rig.page)).toThrow(errorWith('notFound'))
    void rig.handlers['board.watch']({ event: null }, rig.page)
    expect(rig.desk.watched(rig.page)).toBeNull()
  })
})

describe('crowd mode', () => {
  it('is held and let go, and an old command that is sent again changes nothing', () => {
    const [on, off] = [command(), command()]
    void rig.handlers['crowd.hold']({ ...on, on: true }, rig.page)
    void rig.handlers['crowd.hold']({ ...off, on: false }, rig.page)
    void rig.handlers['crowd.hold']({ ...on, on: true }, rig.page)
    expect(rig.crowd).toEqual({ held: false, calls: 2 })
    expect(
      rig
        .audit()
        .slice(-2)
        .map(({ action }) => action),
    ).toEqual(['crowd.held', 'crowd.letGo'])
  })
})

describe('counting children', () => {
  const count = (event: string, children: number, guardian: string | null, by = command()): void => {
    void rig.handlers['attendance.countChildren']({ ...by, event, count: children, guardian }, rig.page)
  }

  it('is a number under a guardian, once for one command', () => {
    const event = rig.addEvent()
    const guardian = rig.person()
    const by = command()
    count(event.id, 3, guardian, by)
    count(event.id, 3, guardian, by)
    count(event.id, 1, null)
    const heads = rig.records().filter(({ type }) => type === 'cn.wmsj.attendance.headcount.v1')
    expect(heads.map(({ data }) => data)).toEqual([
      { event: event.id, count: 3, guardian },
      { event: event.id, count: 1 },
    ])
    expect(
      rig.parts.store.read((tx) =>
        tx.all('select count, guardian, author from headcount order by count desc'),
      ),
    ).toEqual([
      { count: 3, guardian, author: rig.clerk },
      { count: 1, guardian: null, author: rig.clerk },
    ])
  })

  it('a guardian or an event that is not known is not found', () => {
    const event = rig.addEvent()
    expect(() => {
      count(event.id, 1, rig.newId())
    }).toThrow(errorWith('notFound', { what: 'guardian' }))
    expect(() => {
      count(rig.newId(), 1, null)
    }).toThrow(errorWith('notFound', { what: 'event' }))
    expect(rig.count('headcount')).toBe(0)
  })
})

describe('taking a check-in back', () => {
  const undo = (event: string, attendance: string, by = command()): void => {
    void rig.handlers['attendance.undo']({ ...by, event, attendance, reason: 'wrongPerson' }, rig.page)
  }

  it('tells the centre, keeps the fact, and frees the place, once for one command', () => {
    const event = rig.addEvent()
    const resident = rig.person()
    const attendance = rig.comeIn(event, resident)
    const by = command()
    undo(event.id, attendance, by)
    undo(event.id, attendance, by)
    expect(rig.records().at(-1)).toMatchObject({
      type: 'cn.wmsj.attendance.reversed.v1',
      data: { reverses: attendance, resident, reason: 'staffUndo', by: 'staff' },
    })
    expect([rig.count('attendance'), rig.count('presence'), rig.count('reversal')]).toEqual([1, 0, 1])
    expect(rig.parts.store.read((tx) => tx.get('select reason, author from reversal'))).toEqual({
      reason: 'wrongPerson',
      author: rig.clerk,
    })
  })

  it('until the event ends, which may have been put off', async () => {
    const event = rig.addEvent()
    const attendance = rig.comeIn(event, rig.person())
    await later(60 * minute - 1)
    void rig.handlers['events.extend']({ ...command(), event: event.id, minutes: 5 }, rig.page)
    await later(minute)
    undo(event.id, attendance)
    expect(rig.count('presence')).toBe(0)
  })

  it('not a second time', () => {
    const event = rig.addEvent()
    const attendance = rig.comeIn(event, rig.person())
    undo(event.id, attendance)
    expect(() => {
      undo(event.id, attendance)
    }).toThrow(errorWith('conflict', { because: 'takenBack' }))
    expect(rig.count('reversal')).toBe(1)
  })
})
