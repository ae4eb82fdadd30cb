import { expect, test } from 'vitest'
import { StationError } from '../../../electron/base/errors.ts'
import { silentLog, type Logger } from '../../../electron/base/log.ts'
import { pinEvent } from '../../../electron/calendar/store.ts'
import { boardSnapshot, type BoardSnapshot } from '../../../electron/contract/staff.ts'
import type { Reports } from '../../../electron/reports/client.ts'
import { createBoard, type Board } from '../../../electron/station/board.ts'
import type { Parts } from '../../../electron/station/parts.ts'
import { hour, minute, nine } from '../../support/attendance-rows.ts'
import { settle } from '../../support/manual-clock.ts'
import { openReportWorld } from '../../support/reports.ts'
import { keptLog, testCipher } from '../../support/test-store.ts'

/** Of the station's parts those that a board works with. */
const partsOf = (store: ReturnType<typeof openReportWorld>['store'], log: Logger): Parts => {
  const used: Partial<Parts> = {
    store,
    cipher: testCipher,
    clock: store.clock,
    log,
    isClockTrusted: () => true,
  }
  return used as Parts
}

/** A board over a real database whose queries are answered when the test says so. */
const openBoard = (log: Logger = silentLog) => {
  const world = openReportWorld()
  const { store } = world
  const state = { wanted: true, crowdHeld: false, fails: false }
  const queries: (() => void)[] = []
  const reports: Pick<Reports, 'board'> = {
    board: (now, pinned) =>
      new Promise<void>((resolve) => {
        queries.push(resolve)
      }).then(() => {
        if (state.fails) throw new StationError('reportFailed')
        return world.board(now, pinned)
      }),
  }
  const board = createBoard({
    parts: partsOf(store, log),
    reports: reports as Reports,
    isWanted: () => state.wanted,
    crowdHeld: () => state.crowdHeld,
  })
  const answer = async (): Promise<void> => {
    queries.shift()?.()
    await settle()
  }
  const fresh = async (watched: string | null = null): Promise<BoardSnapshot> => {
    board.refresh()
    await answer()
    return shown(board, watched)
  }
  return { ...world, clock: store.clock, board, state, queries, answer, fresh }
}

/** What a page is sent: it fits the contract. */
const shown = (board: Board, watched: string | null = null): BoardSnapshot =>
  boardSnapshot.parse(board.snapshot(watched))

const leaving = {
  signOut: { fromBeforeEndMs: 15 * minute, untilAfterEndMs: hour, minStayMs: 10 * minute },
  countsMinutes: true,
}

test('there is no board before the first query is back', async () => {
  const { board, answer } = openBoard()
  expect(board.snapshot(null)).toBeNull()
  board.refresh()
  expect(board.snapshot(null)).toBeNull()
  await answer()
  expect(shown(board)).toEqual({
    live: null,
    today: { attendances: 0, people: 0 },
    needs: [],
    needsTotal: 0,
    last: [],
    events: [],
    crowdHeld: false,
    waiting: { claims: 0, objections: 0, answerBy: null },
    coming: [],
  })
})

test('what begins later today is told in order, with those who are expected', async () => {
  const { event, resident, signUp, fresh } = openBoard()
  event({ startsAt: nine - hour })
  const evening = event({ startsAt: nine + 9 * hour, endsAt: nine + 10 * hour })
  const next = event({ startsAt: nine + 2 * hour, endsAt: nine + 3 * hour, capacity: 20 })
  event({ startsAt: nine + 24 * hour, endsAt: nine + 25 * hour })
  signUp(next, resident())
  expect((await fresh()).coming).toMatchObject([
    { event: { id: next.id, placesLeft: 19 }, expected: 1 },
    { event: { id: evening.id }, expected: null },
  ])
})

test('the live event is the watched one, else the pinned one, else the first open one', async () => {
  const { event, store, fresh, board } = openBoard()
  const first = event({ startsAt: nine - minute })
  const second = event({ startsAt: nine, capacity: 30 })
  const third = event({ startsAt: nine + 5 * minute })
  const liveOf = ({ live }: BoardSnapshot) => [live?.event.id, live?.pinned]
  expect(liveOf(await fresh())).toEqual([first.id, false])
  store.transaction((tx) => {
    pinEvent(tx, second.id)
  })
  expect(liveOf(await fresh())).toEqual([second.id, true])
  expect(liveOf(shown(board, third.id))).toEqual([third.id, false])
  expect(liveOf(shown(board, store.newId()))).toEqual([second.id, true])
  expect(shown(board).events.map(({ id }) => id)).toEqual([first.id, second.id, third.id])
})

test('a pinned event stays the live one until nobody can sign out of it any more', async () => {
  const { event, store, clock, fresh } = openBoard()
  const shift = event(leaving)
  const next = event({
    startsAt: nine + hour,
    endsAt: nine + 4 * hour,
    checkIn: { opensAt: nine, closesAt: nine + 4 * hour },
  })
  store.transaction((tx) => {
    pinEvent(tx, shift.id)
  })
  clock.setWall(shift.endsAt + hour - 1)
  expect((await fresh()).live).toMatchObject({ event: { id: shift.id }, pinned: true })
  clock.setWall(shift.endsAt + hour)
  expect((await fresh()).live).toMatchObject({ event: { id: next.id }, pinned: false })
})

test.each([
  ['before it begins', -1, false],
  ['when it begins', 0, true],
  ['a moment before its end', hour - 1, true],
  ['when it is over', hour, false],
])('an event can be extended %s: %s', async (_when, offset, canExtend) => {
  const { event, clock, fresh } = openBoard()
  event({ checkIn: { opensAt: nine - hour, closesAt: nine + 2 * hour } })
  clock.setWall(nine + offset)
  expect((await fresh()).live).toMatchObject({ canExtend })
})

test('names stand masked beside what staff are to do, and beside the last taps', async () => {
  const { event, resident, comes, leaves, minutes, tap, clock, fresh } = openBoard()
  const shift = event(leaving)
  const [open, waiting, refused] = [resident('丛玉芝'), resident('毕淑英', null), resident('欧阳建国')]
  const forgot = comes(shift, open, nine)
  const attendance = comes(shift, waiting, nine, { method: 'manual' })
  leaves(shift, waiting, nine + hour)
  minutes(attendance, 60, 'needsSecond')
  const now = shift.endsAt + hour
  const reason = { kind: 'notEligible', minAge: 80 }
  tap('refused', now, { event: shift.id, resident: refused, outcome: { reason } })
  tap('disputed', now)
  clock.setWall(now)
  const { needs, needsTotal, last } = await fresh()
  expect(needsTotal).toBe(4)
  expect(needs).toMatchObject([
    { kind: 'disputed' },
    { kind: 'refusal', resident: refused, person: { name: '欧阳*国' }, reason: 'notEligible' },
    { kind: 'openSignOut', attendance: forgot, person: { name: '丛*芝' }, event: { id: shift.id } },
    { kind: 'minutesNeedSecond', attendance, person: { name: '毕*英' }, minutes: 60 },
  ])
  expect(last).toMatchObject([
    { kind: 'disputed', person: null },
    { kind: 'refused', person: { name: '欧阳*国' } },
    { kind: 'byHand', person: { name: '毕*英' } },
  ])
})

test('a day with more events than the board lists leaves out those that are over', async () => {
  const { event, clock, fresh } = openBoard()
  const events = Array.from({ length: 22 }, (_, index) => {
    const startsAt = nine + (index - 10) * 30 * minute
    return event({ startsAt, endsAt: startsAt + 30 * minute, checkIn: null })
  })
  clock.setWall(nine)
  const listed = (await fresh()).events.map(({ id }) => id)
  const current = events.slice(10).map(({ id }) => id)
  expect(listed).toHaveLength(20)
  expect(listed.slice(-12)).toEqual(current)
})

test('whether crowd mode is held is asked when the page is', async () => {
  const { board, state, fresh } = openBoard()
  await fresh()
  state.crowdHeld = true
  expect(shown(board).crowdHeld).toBe(true)
})

test('one query runs at a time, and whatever came meanwhile is one more', async () => {
  const { board, event, resident, comes, queries, answer } = openBoard()
  const lecture = event()
  let pushes = 0
  board.changed.on(() => (pushes += 1))
  board.refresh()
  expect(queries).toHaveLength(1)
  comes(lecture, resident(), nine)
  for (let tap = 0; tap < 5; tap++) board.refresh()
  expect(queries).toHaveLength(1)
  await answer()
  expect([queries.length, pushes]).toEqual([1, 1])
  comes(lecture, resident(), nine)
  await answer()
  expect([queries.length, pushes]).toEqual([0, 2])
  expect(shown(board).live?.figures.present).toBe(2)
})

test('nobody who looks, no query; and who comes later sees nothing of before', async () => {
  const { board, state, queries, fresh } = openBoard()
  await fresh()
  state.wanted = false
  board.refresh()
  expect(queries).toHaveLength(0)
  expect(board.snapshot(null)).toBeNull()
})

test('a query that fails leaves what is shown, and the next change asks again', async () => {
  const log = keptLog()
  const { board, event, resident, comes, state, fresh, answer } = openBoard(log)
  const lecture = event()
  await fresh()
  state.fails = true
  board.refresh()
  await answer()
  state.fails = false
  expect(log.lines.map(({ message }) => message)).toEqual(['board not refreshed'])
  expect(shown(board).live?.figures.present).toBe(0)
  comes(lecture, resident(), nine)
  expect((await fresh()).live?.figures.present).toBe(1)
})
