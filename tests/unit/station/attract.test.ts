import { afterEach, beforeEach, expect, it } from 'vitest'
import { cancelEvent } from '../../../electron/calendar/programme.ts'
import { attractShown, type AttractShown, type Thanks } from '../../../electron/contract/attract.ts'
import { attractAt, createAttractHandlers, doorOn } from '../../../electron/station/attract.ts'
import { day, hour, openCalendar, type CalendarRig } from '../../support/calendar-rig.ts'
import { nine } from '../../support/pipeline.ts'

const hours = { from: '07:30', to: '17:00' }
const opening = {
  MO: hours,
  TU: hours,
  WE: hours,
  TH: hours,
  FR: hours,
  SA: { from: '08:00', to: '11:30' },
  SU: null,
}
const nobody = { opening: null, contact: null }

let rig: CalendarRig
beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

const at = (now: number): AttractShown =>
  attractShown.parse(
    rig.pipe.parts.store.read((tx) => attractAt(tx, { settings: nobody, now, thanks: null })),
  )
const told = (now: number): unknown[] => {
  const { next, today } = at(now)
  return [next?.event.title, next?.begun, next?.today, today.map(({ title }) => title)]
}

it('an event stands there until it is over, and then the next one, also of a later day', () => {
  const startsAt = nine + hour
  rig.event({ title: '讲座' }, { startsAt })
  rig.event({ title: '理发' }, { startsAt: startsAt + hour })
  rig.event({ title: '净滩' }, { startsAt: nine + 2 * day })
  expect(told(startsAt - 1)).toEqual(['讲座', false, true, ['理发']])
  expect(told(startsAt)).toEqual(['讲座', true, true, ['理发']])
  expect(told(startsAt + hour - 1)).toEqual(['讲座', true, true, ['理发']])
  expect(told(startsAt + hour)).toEqual(['理发', true, true, []])
  expect(told(startsAt + 2 * hour)).toEqual(['净滩', false, false, []])
})

it('after midnight it is the new day, and with nothing planned nothing is named', () => {
  rig.event({ title: '净滩' }, { startsAt: nine + day })
  expect([at(nine + 15 * hour - 1).date, ...told(nine + 15 * hour - 1)]).toEqual([
    '2026-11-24',
    '净滩',
    false,
    false,
    [],
  ])
  expect([at(nine + 15 * hour).date, ...told(nine + 15 * hour)]).toEqual([
    '2026-11-25',
    '净滩',
    false,
    true,
    [],
  ])
  expect(at(nine + 3 * day).next).toBeNull()
})

it('what was cancelled is not announced', () => {
  const { id } = rig.event({ title: '讲座' }, { startsAt: nine + hour })
  rig.change((tx, programme) => {
    cancelEvent(tx, programme, id, { reason: '有事' })
  })
  expect(at(nine).next).toBeNull()
})

it('three others of the day stand beside it, the rest are counted', () => {
  for (let order = 1; order <= 6; order += 1) rig.event({}, { startsAt: nine + order * hour })
  expect([at(nine).today.length, at(nine).more]).toEqual([3, 2])
})

it.each([
  ['2026-11-23', { hours }],
  ['2026-11-28', { hours: { from: '08:00', to: '11:30' } }],
  ['2026-11-29', { hours: null }],
])('the door on %s', (date, door) => {
  expect(doorOn(opening, date)).toEqual(door)
  expect(doorOn(null, date)).toBeNull()
})

it('who is on duty is named without a number to call; thanks come from whoever keeps them', async () => {
  const thanks: Thanks = { names: ['样本甲'], text: '谢谢您' }
  const settings = () => ({ opening, contact: { name: '小毕', phone: '0000' } })
  const { parts } = rig.pipe
  const shown = async (keeps: { thanks?: () => Thanks }): Promise<AttractShown> =>
    attractShown.parse(await createAttractHandlers({ parts, settings, ...keeps })['attract.now']({}, 'page'))
  expect(await shown({})).toMatchObject({ onDuty: '小毕', thanks: null, door: { hours } })
  expect(JSON.stringify(await shown({}))).not.toContain('0000')
  expect((await shown({ thanks: () => thanks })).thanks).toEqual(thanks)
})
