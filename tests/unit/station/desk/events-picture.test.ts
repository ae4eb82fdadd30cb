import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventById } from '../../../../electron/calendar/store.ts'
import type { CallInput } from '../../../../electron/contract/calls.ts'
import type { EventPicture, EventRepeat } from '../../../../electron/contract/event-desk.ts'
import { openPicture } from '../../../../electron/station/pictures.ts'
import { details, openCalendar, type CalendarRig } from '../../../support/calendar-rig.ts'
import { jpeg } from '../../../support/claims.ts'
import { openPipelineDesk, type PipelineDesk } from '../../../support/pipeline-desk.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: CalendarRig
let desk: PipelineDesk

beforeEach(async () => {
  rig = await openCalendar()
  desk = await openPipelineDesk(rig.pipe)
})
afterEach(() => {
  desk.stop()
  rig.pipe.close()
})

const data = jpeg.toString('base64')
const other = Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(8, 7), jpeg.subarray(-2)]).toString('base64')
const withPicture: EventPicture = { kind: 'new', data }
const weekly: EventRepeat = {
  every: 'week',
  days: ['WE'],
  interval: 1,
  end: { kind: 'count', count: 4 },
}

const create = async (change: Partial<CallInput<'events.create'>> = {}): Promise<string> => {
  const { result } = await desk.handlers['events.create'](
    {
      commandId: rig.pipe.newId(),
      form: details({ title: '党史宣讲', kind: 'lecture' }),
      picture: withPicture,
      start: '2026-11-25T09:00',
      minutes: 60,
      repeat: null,
      publish: true,
      ...change,
    },
    desk.page,
  )
  if (result.kind !== 'done') throw new Error(JSON.stringify(result))
  return result.event
}
const open = (event: string) => desk.handlers['events.open']({ event }, desk.page)
const edit = async (event: string, change: Partial<CallInput<'events.edit'>>) => {
  const { details: form, start, minutes, sequence } = await open(event)
  const same = { scope: 'one', form, start, minutes, repeat: null, reason: null } as const
  const input = { commandId: rig.pipe.newId(), event, sequence, picture: { kind: 'none' }, ...same } as const
  return (await desk.handlers['events.edit']({ ...input, ...change }, desk.page)).result
}
/** The picture that residents see, in base64. */
const seen = async (event: string): Promise<string | null> => {
  const { picture } = await rig.pipe.pages['calendar.event']({ event }, desk.page)
  return picture === null ? null : rig.pipe.parts.store.read((tx) => openPicture(tx, picture))
}

it('stands on the page of the event, and is changed and taken away there', async () => {
  const event = await create()
  expect(await seen(event)).toBe(data)
  const { picture } = (await open(event)).details
  expect(await edit(event, { picture: { kind: 'kept', picture: picture! } })).toMatchObject({ kind: 'done' })
  expect(await seen(event)).toBe(data)
  expect(rig.pipe.count('picture')).toBe(1)
  await edit(event, { picture: { kind: 'new', data: other } })
  expect(await seen(event)).toBe(other)
  await edit(event, { picture: { kind: 'none' } })
  expect(await seen(event)).toBeNull()
})

it('goes with every date of a series, and with a copy', async () => {
  const event = await create({ repeat: weekly })
  const series = rig.pipe.parts.store.read((tx) => eventById(tx, event))?.series?.id ?? ''
  const dates = rig.rows(series)
  expect(dates).toHaveLength(4)
  for (const { id } of dates) expect(await seen(id)).toBe(data)
  expect(rig.pipe.count('picture')).toBe(1)
  await edit(dates[2]!.id, { scope: 'future', picture: { kind: 'new', data: other } })
  const now = await Promise.all(dates.map(({ id }) => seen(id)))
  expect(now).toEqual([data, data, other, other])
  const command = { commandId: rig.pipe.newId(), event, start: '2026-12-24T09:00', publish: true }
  const { result } = await desk.handlers['events.copy'](command, desk.page)
  expect(result.kind === 'done' && (await seen(result.event))).toBe(data)
})

it('is not kept where anything else is wrong, and one that nobody keeps is no picture', async () => {
  await expect(create({ form: details({ title: '' }) })).rejects.toThrow('title')
  const event = await create({ picture: { kind: 'none' } })
  expect(await edit(event, { picture: withPicture, minutes: -1 })).toMatchObject({ kind: 'refused' })
  const text = { kind: 'new', data: Buffer.from('no picture').toString('base64') } as const
  expect(await edit(event, { picture: text })).toEqual({
    kind: 'refused',
    faults: [{ field: 'picture', problem: 'notAPicture' }],
  })
  expect(rig.pipe.count('picture')).toBe(0)
  await expect(edit(event, { picture: { kind: 'kept', picture: event } })).rejects.toThrow(
    errorWith('notFound'),
  )
})
