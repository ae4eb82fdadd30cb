import { describe, expect, it } from 'vitest'
import type { NoticeForm } from '../../../electron/contract/notices.ts'
import {
  endingNext,
  faultsOf,
  isNewTo,
  noticesNow,
  phaseOf,
  readForm,
  shownOn,
  thanksNow,
  withNotice,
  type Notice,
} from '../../../electron/notices/rules.ts'

const today = '2026-11-24'
const idOf = (n: number): string => `01890000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const at = (date: string, time = '09:00'): number => Date.parse(`${date}T${time}:00+08:00`)
const made = (n: number, change: Partial<Notice> = {}): Notice => ({
  id: idOf(n),
  sequence: 1,
  state: 'published',
  kind: 'notice',
  title: `notice ${String(n)}`,
  body: 'text',
  picture: null,
  from: '2026-11-20',
  until: '2026-11-30',
  names: [],
  publishedAt: at('2026-11-20'),
  by: idOf(99),
  ...change,
})
const form = (change: Partial<NoticeForm> = {}): NoticeForm => ({
  kind: 'notice',
  title: '停水半天',
  body: '下周二上午',
  from: today,
  until: '2026-12-01',
  names: [],
  ...change,
})

describe('what stands on a day', () => {
  it.each([
    ['draft', { state: 'draft' }, 'draft', false],
    ['withdrawn', { state: 'withdrawn' }, 'withdrawn', false],
    ['of yesterday', { until: '2026-11-23' }, 'expired', false],
    ['on its last day', { until: today }, 'shown', true],
    ['on its first day', { from: today }, 'shown', true],
    ['of tomorrow', { from: '2026-11-25' }, 'coming', false],
  ] as const)('a notice %s', (_name, change, phase, stands) => {
    const one = made(1, change)
    expect(phaseOf(one, today)).toBe(phase)
    expect(shownOn([one], today)).toHaveLength(stands ? 1 : 0)
  })

  it('is listed with the newest first; what was published ahead counts from its first day', () => {
    const all = [
      made(1, { publishedAt: at('2026-11-21') }),
      made(2, { publishedAt: at('2026-11-20'), from: '2026-11-23' }),
      made(3, { publishedAt: at('2026-11-22') }),
      made(4, { state: 'draft' }),
    ]
    expect(noticesNow(all, today)).toEqual(['notice 2', 'notice 3', 'notice 1'])
  })
})

describe('what is new', () => {
  it.each([
    ['2026-11-24', true],
    ['2026-11-22', true],
    ['2026-11-21', false],
  ])('to everybody: published on %s', (date, isNew) => {
    const one = made(1, { publishedAt: at(date), from: '2026-11-01' })
    expect(isNewTo(one, { today, lastHere: null })).toBe(isNew)
  })

  it('to somebody: what came up since the last time, however long ago', () => {
    const one = made(1, { publishedAt: at('2026-11-10'), from: '2026-11-01' })
    expect(isNewTo(one, { today, lastHere: at('2026-11-10', '08:59') })).toBe(true)
    expect(isNewTo(one, { today, lastHere: at('2026-11-10', '09:01') })).toBe(false)
    expect(isNewTo(made(2, { publishedAt: at(today) }), { today, lastHere: at(today, '09:01') })).toBe(false)
  })
})

const thanks = (names: NoticeForm['names']): Partial<NoticeForm> => ({ kind: 'thanks', names })
const agreed = { name: '毕师傅', agreed: true }

describe('what is wrong with a form', () => {
  it.each([
    [{}, []],
    [{ title: '  ' }, ['title empty']],
    [{ title: '字'.repeat(40) }, []],
    [{ title: '字'.repeat(41) }, ['title tooLong']],
    [{ title: '停水🚰' }, ['title badCharacter']],
    [{ title: '停\u200b水' }, ['title badCharacter']],
    [{ title: '停\n水' }, ['title badCharacter']],
    [{ body: '\n \n' }, ['body empty']],
    [{ body: '字'.repeat(2000) }, []],
    [{ body: '字'.repeat(2001) }, ['body tooLong']],
    [{ body: '一段\n\u202e二段' }, ['body badCharacter']],
    [{ body: '一段\n二段' }, []],
    [{ until: null }, ['until empty']],
    [{ until: '2026-11-23', from: '2026-11-20' }, ['until inPast']],
    [{ until: today }, []],
    [{ from: '2026-12-02' }, ['until untilBeforeFrom']],
    [{ until: '2027-11-24' }, []],
    [{ until: '2027-11-25' }, ['until tooFarAhead']],
    [thanks([]), ['names empty']],
    [thanks([agreed]), []],
    [thanks([agreed, { name: '王秀兰', agreed: false }]), ['names notAgreed']],
    [thanks([{ name: '', agreed: true }]), ['names empty']],
    [thanks([{ name: '王🎉', agreed: true }]), ['names badCharacter']],
    [thanks([{ name: '王'.repeat(21), agreed: true }]), ['names tooLong']],
  ] as [Partial<NoticeForm>, string[]][])('%j', (change, faults) => {
    const found = faultsOf(readForm(form(change)), today, true)
    expect(found.map(({ field, problem }) => `${field} ${problem}`)).toEqual(faults)
  })

  it('a draft may still wait for somebody to agree', () => {
    expect(faultsOf(form(thanks([{ ...agreed, agreed: false }])), today, false)).toEqual([])
  })

  it('only thanks keep names, and no empty paragraph is kept', () => {
    const read = readForm(form({ names: [agreed], body: ' 一 \n\n 二\n', title: ' 停水 ' }))
    expect(read).toMatchObject({ names: [], body: '一\n二', title: '停水' })
  })
})

describe('what others show of notices', () => {
  const named = { kind: 'thanks', names: [{ name: '毕师傅', agreed: { by: idOf(9), at: 1 } }] } as const
  it('thanks those who agreed, until the thanks end', () => {
    const one = made(1, { ...named, names: [...named.names] })
    expect(thanksNow([one], today)).toEqual({ names: ['毕师傅'], text: 'notice 1' })
    expect(thanksNow([one], '2026-12-01')).toBeNull()
    expect(
      thanksNow([made(1, { kind: 'thanks', names: [{ name: '毕师傅', agreed: null }] })], today),
    ).toBeNull()
    expect(thanksNow([made(2)], today)).toBeNull()
  })

  it('says how many end next within three days', () => {
    const ends = (until: string, n: number): Notice => made(n, { until })
    const all = [ends('2026-11-26', 1), ends('2026-11-26', 2), ends('2026-11-27', 3)]
    expect(endingNext(all, today)).toEqual({ count: 2, on: '2026-11-26', titles: ['notice 1', 'notice 2'] })
    expect(endingNext(all.slice(2), today)).toBeNull()
    expect(endingNext([{ ...ends(today, 4), state: 'withdrawn' }], today)).toBeNull()
  })
})

it('the file counts its changes, and lets go of what was over for long', () => {
  const old = made(1, { until: '2025-10-01' })
  const file = withNotice({ revision: 4, notices: [old, made(2)] }, made(2, { title: 'other' }), today)
  expect(file.revision).toBe(5)
  expect(file.notices.map(({ title }) => title)).toEqual(['other'])
})
