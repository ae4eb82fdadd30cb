import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../../../electron/base/log.ts'
import { calls, type CallInput } from '../../../../electron/contract/calls.ts'
import type { NoticeForm, NoticeResult } from '../../../../electron/contract/notices.ts'
import type { BoardSnapshot, Role } from '../../../../electron/contract/staff.ts'
import { businessDateOf } from '../../../../electron/contract/values.ts'
import { openNotices, type NoticesDocument } from '../../../../electron/station/notices/file.ts'
import { createNoticeHandlers } from '../../../../electron/station/notices/handlers.ts'
import { noticesBriefOf, withNotices } from '../../../../electron/station/notices/shown.ts'
import { openPicture } from '../../../../electron/station/pictures.ts'
import { openDeskWithClerk, type DeskRig } from '../../../support/desk-rig.ts'

const dayMs = 86_400_000
let rig: DeskRig & { page: string; clerk: string }
let document: NoticesDocument
let holder: string | null
let calling: ReturnType<typeof createNoticeHandlers>
let written: number

const open = async (): Promise<void> => {
  document = await openNotices(rig.dir, { clock: rig.clock, log: silentLog })
  onTestFinished(() => {
    document.close()
  })
  calling = handlersOn(document)
}
const handlersOn = (on: NoticesDocument): typeof calling => {
  const { parts, desk } = rig
  const deps = {
    parts,
    desk,
    pins: {} as never,
    stick: {} as never,
    written: () => {
      written += 1
    },
  }
  const session = { holder: () => (holder === null ? null : ({ resident: holder } as never)) }
  return createNoticeHandlers({ desk: deps, document: on, session })
}

beforeEach(async () => {
  rig = await openDeskWithClerk()
  holder = null
  written = 0
  await open()
})

const today = (): string => businessDateOf(rig.clock.now())
const inDays = (days: number): string => businessDateOf(rig.clock.now() + days * dayMs)
const form = (change: Partial<NoticeForm> = {}): NoticeForm => ({
  kind: 'notice',
  title: '停水半天',
  body: '下周二上午\n记得存水',
  from: today(),
  until: inDays(5),
  names: [],
  ...change,
})
type Save = CallInput<'notices.save'>
const saving = (change: Partial<Save> = {}): Save => ({
  commandId: rig.newId(),
  notice: null,
  sequence: 0,
  form: form(),
  picture: { kind: 'none' },
  publish: true,
  ...change,
})
const save = async (change: Partial<Save> = {}): Promise<NoticeResult> =>
  (await calling['notices.save'](saving(change), rig.page)).result
const saved = async (change: Partial<Save> = {}): Promise<Extract<NoticeResult, { kind: 'done' }>> => {
  const result = await save(change)
  if (result.kind !== 'done') throw new Error(JSON.stringify(result))
  return result
}
const titles = async (): Promise<string[]> =>
  (await calling['notices.list']({}, 'anybody')).notices.map(({ title }) => title)
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]).toString('base64')
const stored = (): string => readFileSync(join(rig.dir, 'notices.json'), 'utf8')

describe('a notice of a clerk', () => {
  it('is read by everybody until it ends, and lies in a file that people can read', async () => {
    const { notice } = await saved()
    expect(await titles()).toEqual(['停水半天'])
    expect(await calling['notices.open']({ notice }, 'anybody')).toMatchObject({
      paragraphs: ['下周二上午', '记得存水'],
      isNew: true,
    })
    expect(stored()).toContain('"title": "停水半天"')
    expect(noticesBriefOf(document.data, rig.clock.now())).toEqual({ revision: 1, shown: 1, fresh: 1 })
    rig.clock.advance(6 * dayMs)
    expect(await titles()).toEqual([])
    await expect(async () => calling['notices.open']({ notice }, 'anybody')).rejects.toThrow('notFound')
    expect(noticesBriefOf(document.data, rig.clock.now()).shown).toBe(0)
  })

  it('stays with staff as a draft, is published, corrected, taken down, and published again', async () => {
    const draft = await saved({ publish: false })
    expect(await titles()).toEqual([])
    await expect(async () => calling['notices.open']({ notice: draft.notice }, 'x')).rejects.toThrow(
      'notFound',
    )
    const { notice } = draft
    const command = (sequence: number) => ({ commandId: rig.newId(), notice, sequence })
    await calling['notices.publish'](command(1), rig.page)
    await saved({ notice, sequence: 2, form: form({ title: '停水一天' }), publish: false })
    expect(await titles()).toEqual(['停水一天'])
    await calling['notices.withdraw'](command(3), rig.page)
    expect(await titles()).toEqual([])
    expect((await calling['notices.withdraw'](command(4), rig.page)).result).toEqual({
      kind: 'refused',
      faults: [{ field: 'notice', problem: 'wrongPhase' }],
    })
    await calling['notices.publish'](command(4), rig.page)
    expect(await titles()).toEqual(['停水一天'])
    expect(
      rig
        .audit()
        .filter(({ subject }) => subject === notice)
        .map(({ action }) => action),
    ).toEqual(['notice.saved', 'notice.published', 'notice.saved', 'notice.withdrawn', 'notice.published'])
  })

  it('is not changed by whoever saw an older one', async () => {
    const { notice } = await saved()
    await saved({ notice, sequence: 1, form: form({ title: '改过的' }) })
    await expect(save({ notice, sequence: 1, form: form({ title: '旧的' }) })).rejects.toThrow('conflict')
    expect(await titles()).toEqual(['改过的'])
  })

  it.each([
    ['title', { title: '' }],
    ['title', { title: '🚰' }],
    ['body', { body: '字'.repeat(2001) }],
    ['until', { until: null }],
    ['names', { kind: 'thanks', names: [{ name: '毕师傅', agreed: false }] }],
  ] as [string, Partial<NoticeForm>][])('with a bad %s leaves nothing behind', async (field, change) => {
    const picture = { kind: 'new', data: jpeg } as const
    const result = await save({ form: form(change), picture })
    expect(result).toMatchObject({ kind: 'refused', faults: [{ field }] })
    expect(document.data).toEqual({ revision: 0, notices: [] })
    expect(rig.count('picture')).toBe(0)
  })

  it('keeps its picture, another one, or none', async () => {
    const first = await saved({ picture: { kind: 'new', data: jpeg } })
    const read = (): string =>
      rig.parts.store.read((tx) => openPicture(tx, document.data.notices[0]?.picture ?? ''))
    expect(read()).toBe(jpeg)
    const again = { notice: first.notice, form: form() }
    await saved({ ...again, sequence: 1, picture: { kind: 'keep' } })
    expect(read()).toBe(jpeg)
    await saved({ ...again, sequence: 2, picture: { kind: 'none' } })
    expect(document.data.notices[0]?.picture).toBeNull()
    const notAPicture = Buffer.from('text').toString('base64')
    await expect(save({ picture: { kind: 'new', data: notAPicture } })).rejects.toThrow('badInput')
    const huge = calls['notices.save'].input.safeParse(
      saving({ picture: { kind: 'new', data: 'A'.repeat(400_000) } }),
    )
    expect(huge.success).toBe(false)
    expect(document.data.notices).toHaveLength(1)
  })

  it('thanks people by the names they agreed to, and says who vouched for it', async () => {
    const names = [{ name: '毕师傅', agreed: true }]
    const { notice } = await saved({ form: form({ kind: 'thanks', names }) })
    expect((await calling['notices.open']({ notice }, 'x')).names).toEqual(['毕师傅'])
    expect(document.data.notices[0]?.names[0]?.agreed).toEqual({ by: rig.clerk, at: rig.clock.now() })
    expect(rig.audit().at(-1)).toMatchObject({ actor: rig.clerk, detail: { names: 1, agreed: 1 } })
    expect(JSON.stringify(rig.audit())).not.toContain('毕师傅')
  })

  it('comes once of a command that is sent twice, and is put back where a crash lost it', async () => {
    const input = saving({ picture: { kind: 'new', data: jpeg } })
    const first = await calling['notices.save'](input, rig.page)
    expect(await calling['notices.save'](input, rig.page)).toEqual(first)
    expect(document.data).toMatchObject({ revision: 1, notices: [{ title: '停水半天' }] })
    await document.update(() => ({ revision: 0, notices: [] }))
    expect(await calling['notices.save'](input, rig.page)).toEqual(first)
    const [kept] = document.data.notices
    expect(first.result).toMatchObject({ notice: kept?.id, picture: kept?.picture, sequence: 1 })
  })

  it('tells screens of every change', async () => {
    const before = written
    await saved()
    expect(written).toBeGreaterThan(before)
  })
})

it('what is new to a card holder is what came up since the last day that the card was here', async () => {
  const resident = rig.person()
  rig.parts.store.transaction((tx) => {
    tx.run(
      `insert into tap (id, at, mono_ms, boot_id, clock_state, kind, resident, outcome)
       values (?, ?, 0, 'b', 'synced', 'checkedIn', ?, '{}')`,
      rig.newId(),
      rig.clock.now() - 20 * dayMs,
      resident,
    )
  })
  await saved()
  rig.clock.advance(4 * dayMs)
  const isNew = async () => (await calling['notices.list']({}, 'x')).notices[0]?.isNew
  expect(await isNew()).toBe(false)
  holder = resident
  expect(await isNew()).toBe(true)
})

describe('the file', () => {
  it.each([
    ['broken', '{"schema'],
    ['of a newer schema', '{"schema":2,"sequence":9,"data":{"revision":1,"notices":[]}}'],
  ])('%s gives way to the copy before it, and staff are told', async (_name, text) => {
    await saved()
    await saved({ form: form({ title: '第二条' }) })
    writeFileSync(join(rig.dir, 'notices.json'), text)
    await open()
    expect(await titles()).toEqual(['停水半天'])
    expect((await calling['notices.desk']({}, rig.page)).trouble).toBe('previous')
  })

  it('without a copy begins empty, and staff are told', async () => {
    writeFileSync(join(rig.dir, 'notices.json'), 'x')
    await open()
    expect(await calling['notices.desk']({}, rig.page)).toEqual({ trouble: 'defaults', notices: [] })
    await saved()
    expect(await titles()).toEqual(['停水半天'])
  })

  it('that the disk refuses keeps the notice in memory, and staff are told', async () => {
    const refusing = await openNotices(rig.dir, {
      clock: rig.clock,
      log: silentLog,
      rename: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    })
    onTestFinished(() => {
      refusing.close()
    })
    calling = handlersOn(refusing)
    await saved()
    expect(await titles()).toEqual(['停水半天'])
    expect((await calling['notices.desk']({}, rig.page)).trouble).toBe('unwritten')
  })
})

const staffCalls = ['notices.desk', 'notices.save', 'notices.publish', 'notices.withdraw'] as const

it.each(staffCalls)('%s is for clerks alone, also behind the door', async (name) => {
  expect(calls[name].audience).toBe('clerk')
  const { notice } = await saved({ publish: name !== 'notices.publish' })
  const stranger = rig.newId()
  const pin = '846093'
  await rig.desk.signIn(stranger, { account: rig.addStaff({ pin, roles: ['council'] as Role[] }), pin })
  const before = JSON.stringify(document.data) + rig.everything()
  const seen = { commandId: rig.newId(), notice, sequence: 1 }
  const input = name === 'notices.save' ? saving() : name === 'notices.desk' ? {} : seen
  const call = calling[name] as (input: unknown, page: string) => unknown
  for (const page of ['a page', stranger])
    await expect(Promise.resolve().then(() => call(input, page))).rejects.toThrow('notAllowed')
  expect(JSON.stringify(document.data) + rig.everything()).toBe(before)
  await call(input, rig.page)
})

it('the board says what ends next', async () => {
  const board = { waiting: { claims: 0, objections: 0, answerBy: null } } as unknown as BoardSnapshot
  const shown = () => withNotices(board, document.data, rig.clock.now())?.waiting
  await saved()
  expect(shown()).toEqual(board.waiting)
  await saved({ form: form({ until: inDays(2) }) })
  expect(shown()?.noticesEnding).toMatchObject({ count: 1, on: inDays(2) })
  expect(withNotices(null, document.data, rig.clock.now())).toBeNull()
})
