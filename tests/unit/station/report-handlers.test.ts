import { expect, test } from 'vitest'
import { calls } from '../../../electron/contract/calls.ts'
import { createReportHandlers } from '../../../electron/station/report-handlers.ts'
import { hour, minute, nine } from '../../support/attendance-rows.ts'
import { openReports, openReportWorld } from '../../support/reports.ts'
import { errorWith, testCipher } from '../../support/test-store.ts'

/** The handlers over the real worker; what they answer goes through the contract, as it does for pages. */
const openHandlers = () => {
  const world = openReportWorld()
  const { store } = world
  const parts = { store, cipher: testCipher, clock: store.clock }
  const handlers = createReportHandlers(parts, openReports(world.dir))
  return {
    ...world,
    clock: store.clock,
    askEvent: async (event: string, page = 0) =>
      calls['reports.event'].output.parse(await handlers['reports.event']({ event, page }, 'page')),
    askDay: async (day: string) =>
      calls['reports.day'].output.parse(await handlers['reports.day']({ day }, 'page')),
  }
}

test('the list names people masked, with two digits where there is a number', async () => {
  const { event, resident, comes, signUp, clock, askEvent } = openHandlers()
  const lecture = event()
  const [came, missing] = [resident('欧阳建国', '119999194503070026'), resident('张三', null)]
  signUp(lecture, missing)
  const attendance = comes(lecture, came, nine + minute)
  clock.setWall(nine + 2 * hour)
  const { rows, total, figures } = await askEvent(lecture.id)
  expect(figures).toMatchObject({ expected: 1, present: 1, walkIns: 1, noShows: 1 })
  expect(total).toBe(2)
  expect(rows).toEqual([
    {
      resident: came,
      person: { name: '欧阳*国', rareName: false },
      lastTwo: '26',
      state: 'present',
      walkIn: true,
      late: true,
      checkedInAt: '2026-11-24T01:01:00.000Z',
      checkedOutAt: null,
      mark: 'byCard',
      minutes: null,
      attendance,
    },
    {
      resident: missing,
      person: { name: '张*', rareName: false },
      lastTwo: null,
      state: 'noShow',
      walkIn: false,
      late: false,
      checkedInAt: null,
      checkedOutAt: null,
      mark: null,
      minutes: null,
      attendance: null,
    },
  ])
})

test('the second page goes on where the first ends', async () => {
  const { event, resident, comes, askEvent } = openHandlers()
  const lecture = event()
  for (let index = 0; index < 51; index++) comes(lecture, resident(), nine + index)
  const [first, second] = [await askEvent(lecture.id), await askEvent(lecture.id, 1)]
  expect([first.rows.length, second.rows.length, second.total]).toEqual([50, 1, 51])
  expect(first.rows.map(({ resident: id }) => id)).not.toContain(second.rows[0]?.resident)
})

test('the day report names each event with its figures', async () => {
  const { event, resident, comes, children, clock, askDay } = openHandlers()
  const lecture = event({ capacity: 30 })
  comes(lecture, resident(), nine)
  children(lecture, 2)
  clock.setWall(nine + minute)
  expect(await askDay('2026-11-24')).toMatchObject({
    events: [
      {
        event: { id: lecture.id, title: lecture.title },
        figures: { attendances: 3, people: 1, children: 2 },
      },
    ],
    attendances: 3,
    people: 1,
    minutes: 0,
  })
})

test('a report of an event that is not there is not found', async () => {
  const { store, askEvent } = openHandlers()
  await expect(askEvent(store.newId())).rejects.toEqual(errorWith('notFound'))
})

test('the list says who waits for a place, in their order, without who has come', async () => {
  const { event, resident, comes, store, askEvent } = openHandlers()
  const lecture = event()
  const waiting = [resident('张三', null), resident('欧阳建国', '119999194503070026'), resident()]
  store.transaction((tx) => {
    for (const who of waiting)
      tx.run('insert into waiting_list (event, resident, at) values (?, ?, ?)', lecture.id, who, nine)
  })
  comes(lecture, waiting[2]!, nine)
  expect((await askEvent(lecture.id)).waiting).toEqual({
    total: 2,
    first: [
      { resident: waiting[0], person: { name: '张*', rareName: false }, lastTwo: null },
      { resident: waiting[1], person: { name: '欧阳*国', rareName: false }, lastTwo: '26' },
    ],
  })
})
