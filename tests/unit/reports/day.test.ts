import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import type { EventFigures } from '../../../electron/contract/staff.ts'
import { hour, minute, nine } from '../../support/attendance-rows.ts'
import { openReportWorld } from '../../support/reports.ts'

const today = '2026-11-24'
const evening = nine + 12 * hour

test('attendances of a day are added up, people are counted once', () => {
  const { event, resident, comes, children, minutes, day } = openReportWorld()
  const lecture = event()
  const shift = event({ countsMinutes: true, startsAt: nine + 2 * hour, endsAt: nine + 3 * hour })
  const [one, two] = [resident(), resident()]
  comes(lecture, one, nine)
  comes(lecture, two, nine)
  children(lecture, 4)
  minutes(comes(shift, one, nine + 2 * hour), 60)
  const { events, ...totals } = day(today, evening)
  expect(totals).toEqual({ attendances: 7, people: 2, minutes: 60 })
  expect(events.map(({ event: id, figures }) => [id, figures.attendances, figures.people])).toEqual([
    [lecture.id, 6, 2],
    [shift.id, 1, 1],
  ])
})

test('an event belongs to the day that it begins on in Shanghai', () => {
  const { event, day } = openReportWorld()
  const midnight = Date.parse('2026-11-23T16:00:00.000Z')
  const at = (startsAt: number): StationEvent => event({ startsAt, endsAt: startsAt + hour })
  const [before, first] = [at(midnight - 1), at(midnight)]
  const [last, next] = [at(midnight + 24 * hour - 1), at(midnight + 24 * hour)]
  const idsOf = (of: string): string[] => day(of, evening).events.map(({ event: id }) => id)
  expect(idsOf('2026-11-23')).toEqual([before.id])
  expect(idsOf(today)).toEqual([first.id, last.id])
  expect(idsOf('2026-11-25')).toEqual([next.id])
})

test('a cancelled event is told of only where somebody was there all the same', () => {
  const { event, resident, comes, day } = openReportWorld()
  event({ status: 'cancelled' })
  const held = event({ status: 'cancelled' })
  comes(held, resident(), nine, { method: 'manual', override: true })
  expect(day(today, evening)).toMatchObject({ events: [{ event: held.id }], attendances: 1, people: 1 })
})

/** One thing that happens to one of some people at one of some events. */
const happening = fc.record({
  what: fc.constantFrom('comes', 'byHand', 'leaves', 'undo', 'signUp', 'child', 'minutes', 'join'),
  event: fc.nat(2),
  person: fc.nat(5),
  at: fc.integer({ min: -30, max: 59 }),
})
interface Happening {
  what: string
  event: number
  person: number
  at: number
}

interface Stay {
  person: number
  at: number
  standing: boolean
  out: boolean
  minutes: number
  id: string
}

/** What happened, kept in the plainest way: stays of people at events, in memory. */
const createModel = () => {
  const events = [0, 1, 2].map(() => ({ stays: [] as Stay[], expected: new Set<number>(), children: 0 }))
  const joined = new Map<number, number>()
  const real = (person: number): number => joined.get(person) ?? person
  const standing = (event: number, person: number): Stay[] =>
    (events[event]?.stays ?? []).filter((stay) => stay.standing && real(stay.person) === real(person))
  const figures = (index: number): EventFigures => {
    const { stays = [], expected = new Set<number>(), children = 0 } = events[index] ?? {}
    const inside = [...new Set(stays.filter((stay) => stay.standing).map((stay) => real(stay.person)))]
    const wanted = new Set([...expected].map(real))
    const ofEach = inside.map((person) => standing(index, person))
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
    const left = ofEach.filter((own) => own.at(-1)?.out).length
    const some = wanted.size > 0
    return {
      expected: some ? wanted.size : null,
      present: inside.length - left,
      left,
      late: ofEach.filter((own) => Math.min(...own.map(({ at }) => at)) > 0).length,
      walkIns: some ? inside.filter((person) => !wanted.has(person)).length : null,
      noShows: some ? [...wanted].filter((person) => !inside.includes(person)).length : null,
      attendances: inside.length + children,
      people: inside.length,
      children,
      minutes: sum(ofEach.flat().map(({ minutes }) => minutes)),
    }
  }
  return { events, joined, real, standing, figures }
}

type World = ReturnType<typeof openReportWorld>

/** Does the same to the tables and to the model; what could not happen is left out of both. */
const play = (world: World, events: StationEvent[], people: string[], happenings: readonly Happening[]) => {
  const model = createModel()
  for (const { what, event: index, person, at } of happenings) {
    const [event, resident, kept] = [events[index]!, people[model.real(person)]!, model.events[index]!]
    const last = model.standing(index, person).at(-1)
    if ((what === 'comes' || what === 'byHand') && (last === undefined || last.out)) {
      const how = what === 'byHand' ? ({ method: 'manual' } as const) : {}
      const id = world.comes(event, resident, nine + at * minute, how)
      kept.stays.push({ person: model.real(person), at, standing: true, out: false, minutes: 0, id })
    } else if (what === 'leaves' && last?.out === false) {
      world.leaves(event, resident, nine + at * minute)
      last.out = true
    } else if (what === 'undo' && last !== undefined && model.standing(index, person).length === 1) {
      world.undo(last.id)
      last.standing = false
    } else if (what === 'minutes' && last !== undefined) {
      last.minutes = at + 31
      world.minutes(last.id, last.minutes)
    } else if (what === 'child') {
      world.children(event, 1)
      kept.children += 1
    } else if (what === 'signUp' && !kept.expected.has(person)) {
      world.signUp(event, people[person]!)
      kept.expected.add(person)
    } else if (what === 'join' && person >= 4 && !model.joined.has(person) && isNowhereTwice(model, person)) {
      world.join(people[person]!, people[person - 4]!)
      model.joined.set(person, person - 4)
    }
  }
  return model
}

/** Two stays of one event that turn out to be one person's are taken back by whoever joins them. */
const isNowhereTwice = (model: ReturnType<typeof createModel>, person: number): boolean =>
  [0, 1, 2].every(
    (event) => model.standing(event, person).length === 0 || model.standing(event, person - 4).length === 0,
  )

test('whatever happened: the list adds up to the figures, and the figures to board and day report', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const world = openReportWorld()
      const events = [0, 1, 2]
        .map((index) => world.event({ countsMinutes: true, endsAt: nine + hour + index * minute }))
        // As they are listed: all begin at the same moment.
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      const people = Array.from({ length: 6 }, () => world.resident())
      const model = play(world, events, people, happenings)
      const reports = events.map((event) => world.report(event, evening))
      expect(reports.map(({ figures }) => figures)).toEqual([0, 1, 2].map(model.figures))
      for (const { figures, rows } of reports) {
        const count = (...states: string[]): number =>
          rows.filter(({ state }) => states.includes(state)).length
        expect(count('present', 'openSignOut')).toBe(figures.present)
        expect(count('left')).toBe(figures.left)
        expect(count('noShow')).toBe(figures.noShows ?? 0)
        expect(rows.filter(({ late }) => late)).toHaveLength(figures.late)
        expect(rows.filter(({ walkIn }) => walkIn)).toHaveLength(figures.walkIns ?? 0)
        expect(rows.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)).toBe(figures.minutes)
        expect(new Set(rows.map(({ resident }) => resident)).size).toBe(rows.length)
      }
      const { events: told, ...totals } = world.day(today, evening)
      expect(told.map(({ figures }) => figures)).toEqual(reports.map(({ figures }) => figures))
      const came = reports.flatMap(({ rows }) => rows.filter(({ attendance }) => attendance !== null))
      expect(totals).toEqual({
        attendances: came.length + reports.reduce((sum, { figures }) => sum + figures.children, 0),
        people: new Set(came.map(({ resident }) => resident)).size,
        minutes: came.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
      })
      const board = world.board(evening)
      expect(board.events).toEqual(told)
      expect(board.today).toEqual({ attendances: totals.attendances, people: totals.people })
      world.store.close()
    }),
    { numRuns: 60 },
  )
})
