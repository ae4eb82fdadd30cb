import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { phaseOf, type Phase } from '../../../electron/calendar/lifecycle.ts'
import {
  archiveEnded,
  cancelEvent,
  createEvent,
  editEvent,
  publishEvent,
  withdrawEvent,
} from '../../../electron/calendar/programme.ts'
import { mayExtend, type StationEvent } from '../../../electron/calendar/rules.ts'
import { insertSignUp } from '../../../electron/calendar/sign-up-store.ts'
import { eventById, extendEvent } from '../../../electron/calendar/store.ts'
import { isStationError } from '../../../electron/base/errors.ts'
import { openCalendar, day, details, hour, type CalendarRig } from '../../support/calendar-rig.ts'
import { nine } from '../../support/pipeline.ts'

let rig: CalendarRig

beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

const read = (id: string) => rig.pipe.parts.store.read((tx) => eventById(tx, id))!
const problem = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return isStationError(error) ? error.params.problem : error
  }
  return null
}

describe('where an event stands', () => {
  const event = {
    status: 'published' as const,
    startsAt: 100,
    endsAt: 200,
    signUp: { opensAt: 50, closesAt: 90 },
  }

  test.each([
    [49, 'published'],
    [50, 'signUp'],
    [95, 'signUp'],
    [99, 'signUp'],
    [100, 'inProgress'],
    [199, 'inProgress'],
    [200, 'ended'],
  ])('at %i: %s', (now, phase) => {
    expect(phaseOf(event, now)).toBe(phase)
  })

  it('what was decided stays, whatever the time', () => {
    for (const status of ['draft', 'withdrawn', 'cancelled', 'archived'] as const) {
      for (const now of [0, 60, 150, 300]) expect(phaseOf({ ...event, status }, now)).toBe(status)
    }
  })

  it('one that takes no sign-ups is never open for them', () => {
    expect(phaseOf({ ...event, signUp: null }, 60)).toBe('published')
  })
})

/** Every way there is. Whatever else is seen is a fault. */
const ways: Record<Phase, readonly Phase[]> = {
  draft: ['published', 'signUp', 'inProgress', 'withdrawn'],
  published: ['signUp', 'inProgress', 'ended', 'withdrawn', 'cancelled'],
  signUp: ['published', 'inProgress', 'ended', 'withdrawn', 'cancelled'],
  inProgress: ['ended', 'cancelled'],
  // Staff say that it runs over.
  ended: ['archived', 'inProgress'],
  archived: [],
  withdrawn: [],
  cancelled: [],
}

const moments = ['signUp', 'start', 'end', 'aMonthAfter'] as const

type Step =
  | { kind: 'publish' | 'withdraw' | 'cancel' | 'cancelWithoutReason' | 'archive' | 'extend' | 'signUp' }
  | { kind: 'move'; byHours: number }
  | { kind: 'wait'; for: (typeof moments)[number] }

const steps: fc.Arbitrary<Step> = fc.oneof(
  ...(
    [
      'publish',
      'publish',
      'withdraw',
      'cancel',
      'cancelWithoutReason',
      'archive',
      'extend',
      'signUp',
    ] as const
  ).map((kind) => fc.constant<Step>({ kind })),
  fc.record({ kind: fc.constant('move' as const), byHours: fc.integer({ min: -72, max: 1200 }) }),
  ...moments.map((moment) => fc.constant<Step>({ kind: 'wait', for: moment })),
)

const momentOf = ({ startsAt, endsAt, signUp }: StationEvent, moment: (typeof moments)[number]): number =>
  ({ signUp: signUp?.opensAt ?? startsAt, start: startsAt, end: endsAt, aMonthAfter: endsAt + 30 * day })[
    moment
  ]

const take = (id: string, resident: string, step: Step): void => {
  const { clock } = rig.pipe
  if (step.kind === 'wait') {
    clock.advance(Math.max(0, momentOf(read(id), step.for) - clock.now()))
    return
  }
  rig.change((tx, programme) => {
    const event = eventById(tx, id)!
    switch (step.kind) {
      case 'publish':
        publishEvent(tx, programme, id)
        return
      case 'withdraw':
        withdrawEvent(tx, programme, id)
        return
      case 'cancel':
        cancelEvent(tx, programme, id, { reason: '气象台发了大风预报' })
        return
      case 'cancelWithoutReason':
        cancelEvent(tx, programme, id, { reason: ' ' })
        return
      case 'archive':
        archiveEnded(tx, programme.now)
        return
      case 'extend':
        if (mayExtend(event, hour, programme.now)) extendEvent(tx, id, hour)
        return
      case 'signUp':
        if (phaseOf(event, programme.now) === 'signUp') {
          insertSignUp(tx, { event: id, resident, tap: 'tap', at: programme.now })
        }
        return
      case 'move': {
        const byMs = step.byHours * hour
        editEvent(tx, programme, id, { startsAt: event.startsAt + byMs, endsAt: event.endsAt + byMs })
      }
    }
  })
}

test('no forbidden way is ever taken, and every allowed one is', () => {
  const resident = rig.person()
  const seen = new Set<string>()
  const forbidden: string[] = []
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 12 }), (all) => {
      const startsAt = rig.pipe.clock.now() + 40 * day
      const made = { details: details(), startsAt, endsAt: startsAt + hour, publish: false }
      const { id } = rig.change((tx, programme) => createEvent(tx, programme, made))
      let before = phaseOf(read(id), rig.pipe.clock.now())
      for (const step of all) {
        const relied = rig.pipe.parts.store.read((tx) =>
          tx.get('select 1 as x from sign_up where event = ?', id),
        )
        try {
          take(id, resident, step)
        } catch (error) {
          // Signing up twice is the database's to refuse.
          if (!isStationError(error, 'badInput') && step.kind !== 'signUp') throw error
        }
        const after = phaseOf(read(id), rig.pipe.clock.now())
        if (after !== before) {
          seen.add(`${before} → ${after}`)
          // Time may pass several phases at once.
          const isLong = step.kind === 'wait' && before !== 'draft' && after === 'ended'
          if (!ways[before].includes(after) && !isLong) forbidden.push(`${before} → ${after} by ${step.kind}`)
        }
        if (after === 'withdrawn' && before !== 'withdrawn' && relied !== undefined)
          forbidden.push('withdrawn under people')
        if (after === 'cancelled' && read(id).cancelReason === null)
          forbidden.push('cancelled without a reason')
        before = after
      }
    }),
    { numRuns: process.env.FAULTS_DEEP === '1' ? 1000 : 300, seed: 20_261_124 },
  )
  expect(forbidden).toEqual([])
  const allowed = Object.entries(ways).flatMap(([from, tos]) => tos.map((to) => `${from} → ${to}`))
  expect([...seen].filter((way) => allowed.includes(way)).sort()).toEqual(allowed.toSorted())
})

describe('withdrawn is not cancelled', () => {
  it('what somebody signed up for is not withdrawn but cancelled, with a reason', () => {
    const { id } = rig.event()
    const resident = rig.person()
    rig.change((tx, { now }) => {
      insertSignUp(tx, { event: id, resident, tap: 't', at: now })
    })
    const withdraw = (): void => {
      rig.change((tx, programme) => {
        withdrawEvent(tx, programme, id)
      })
    }
    expect(problem(withdraw)).toBe('signedUp')
    const cancel = (reason: string) => () => {
      rig.change((tx, programme) => {
        cancelEvent(tx, programme, id, { reason })
      })
    }
    expect(problem(cancel('  '))).toBe('noReason')
    expect(problem(cancel(' 大风 '))).toBeNull()
    expect(read(id)).toMatchObject({ status: 'cancelled', cancelReason: '大风', sequence: 1 })
    expect(problem(cancel('再来一次'))).toBe('wrongPhase')
  })

  it('who signed up keeps the place at the event that takes place instead', () => {
    const [from, to] = [rig.event(), rig.event({}, { startsAt: nine + 8 * day })]
    const resident = rig.person()
    rig.change((tx, programme) => {
      insertSignUp(tx, { event: from.id, resident, tap: 't', at: programme.now })
      cancelEvent(tx, programme, from.id, { reason: '大风', movedTo: to.id })
    })
    expect(rig.pipe.parts.store.read((tx) => tx.all('select event from sign_up order by event'))).toEqual(
      [{ event: from.id }, { event: to.id }].toSorted((a, b) => (a.event < b.event ? -1 : 1)),
    )
  })
})

describe('what is refused when an event is made or edited', () => {
  const make =
    (change: object, times: { startsAt?: number; endsAt?: number } = {}) =>
    () => {
      rig.event(change, times)
    }

  it('an end before the start, and one more than a day after it', () => {
    expect(problem(make({}, { startsAt: nine + hour, endsAt: nine }))).toBe('endBeforeStart')
    expect(problem(make({}, { startsAt: nine + hour, endsAt: nine + hour + day + 1 }))).toBe('tooLong')
    expect(problem(make({}, { startsAt: nine - 2 * hour, endsAt: nine - hour }))).toBe('over')
  })

  it('a title of 200 characters is refused, one with an emoji is not', () => {
    expect(make({ title: '长'.repeat(200) })).toThrow()
    expect(make({ title: '  ' })).toThrow()
    expect(make({ title: '包饺子🥟' })).not.toThrow()
    expect(rig.pipe.count('event')).toBe(1)
  })

  it('once it has begun its place is put right, and nothing else of it once it is over', () => {
    const { id, startsAt, endsAt } = rig.event()
    const edit = (to: Parameters<typeof editEvent>[3]) => () =>
      rig.change((tx, programme) => editEvent(tx, programme, id, to))
    rig.pipe.clock.advance(startsAt - rig.pipe.clock.now())
    expect(phaseOf(read(id), rig.pipe.clock.now())).toBe('inProgress')
    expect(problem(edit({ details: { place: '别处' } }))).toBeNull()
    for (const to of [{ endsAt: endsAt + hour }, { startsAt: startsAt - hour }, { details: { minAge: 99 } }])
      expect(problem(edit(to))).toBe('begun')
    expect(read(id)).toMatchObject({ place: '别处', startsAt, endsAt, minAge: null })
    rig.pipe.clock.advance(endsAt - startsAt)
    expect(problem(edit({ details: { place: '院子' } }))).toBe('wrongPhase')
  })
})
