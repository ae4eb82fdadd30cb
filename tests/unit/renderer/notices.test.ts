import { expect, it } from 'vitest'
import type { NoticeList, NoticesShown } from '../../../renderer/flow/notices-state.ts'
import { pagesOfText } from '../../../renderer/screens/notices/text-pages.ts'
import { FlowPage } from '../../support/flow-page.ts'

const [first, second] = ['0192f4aa-2222-7000-8000-000000000001', '0192f4aa-2222-7000-8000-000000000002']
const row = (id: string): NoticeList['notices'][number] => ({
  id,
  kind: 'notice',
  title: 'title',
  on: '2026-11-24',
  until: '2026-11-30',
  isNew: true,
})
const listOf = (revision: number, ...ids: string[]): NoticeList => ({
  revision,
  today: '2026-11-24',
  notices: ids.map(row),
})
const reader = { state: 'ready', side: 'below', cardLeft: false, trouble: null } as const
const said = (page: FlowPage, revision: number, at = '2026-11-24T01:00:00.000Z'): FlowPage =>
  page.send({
    kind: 'home',
    home: { mode: 'live', reader, calendar: 1, at, notices: { revision, shown: 1, fresh: 1 } },
  })

const atList = (): FlowPage => {
  const page = new FlowPage().send({ kind: 'up' })
  said(page, 1).send({ kind: 'lastTap', tap: null, ageMs: 0 }).pass(1_000)
  page.send({ kind: 'notices', act: { kind: 'door' } })
  answer(page, listOf(1, first, second))
  return page.pass(1_000)
}
const lastAsked = (page: FlowPage): number => page.flow.answers
const answer = (page: FlowPage, output: NoticeList): FlowPage =>
  page.send({ kind: 'noticesReply', asked: lastAsked(page), reply: { call: 'notices.list', output } })
const open = (page: FlowPage, id: string): FlowPage => {
  page.send({ kind: 'notices', act: { kind: 'open', notice: id } })
  const output = { ...row(id), paragraphs: ['text'], names: [], picture: null }
  const reply = { call: 'notices.open', output, picture: null } as const
  return page.send({ kind: 'noticesReply', asked: lastAsked(page), reply }).pass(1_000)
}
const shown = (page: FlowPage): NoticesShown => {
  if (page.flow.shown.name !== 'notices') throw new Error(`${page.flow.shown.name} stands there`)
  return page.flow.shown
}
const asks = (page: FlowPage): string[] =>
  page.effects.flatMap((effect) => (effect.kind === 'notices' ? [effect.ask.call] : []))

it('the door asks for the list; a touch reads one; back goes to the list and home', () => {
  const page = atList()
  expect(page.route).toBe('notices')
  expect(asks(page)).toEqual(['notices.list'])
  open(page, first)
  expect(shown(page).notice?.id).toBe(first)
  page.send({ kind: 'press', key: 'back' }).pass(1_000)
  expect(shown(page)).toMatchObject({ open: null, notice: null })
  page.send({ kind: 'press', key: 'back' })
  expect(page.route).toBe('home')
})

it('a page of the text is not a page of the list', () => {
  const page = open(atList(), first)
  page.send({ kind: 'notices', act: { kind: 'leaf', at: 1 } })
  expect(shown(page)).toMatchObject({ at: 0, leaf: 1 })
  page.pass(1_000).send({ kind: 'notices', act: { kind: 'leaf', at: -1 } })
  expect(shown(page).leaf).toBe(1)
})

it('is asked for again when notices or the date have moved, and only then', () => {
  const page = atList()
  said(page, 1)
  expect(asks(page)).toHaveLength(1)
  said(page, 2)
  expect(asks(page)).toHaveLength(2)
  answer(page, listOf(2, first))
  said(page, 2, '2026-11-25T01:00:00.000Z')
  expect(asks(page)).toHaveLength(3)
})

it('what is taken down while it is read leaves the list', () => {
  const page = open(atList(), first)
  said(page, 2)
  page.send({
    kind: 'noticesReply',
    asked: lastAsked(page) - 1,
    reply: { call: 'notices.list', output: listOf(2, second) },
  })
  expect(shown(page)).toMatchObject({ open: null, notice: null, failed: false })
  page.send({
    kind: 'noticesReply',
    asked: lastAsked(page),
    reply: { call: 'notices.open', problem: 'failed' },
  })
  expect(shown(page).failed).toBe(false)
})

it('says that it failed, and asks again', () => {
  const page = atList()
  page.send({ kind: 'notices', act: { kind: 'again' } })
  page.send({
    kind: 'noticesReply',
    asked: lastAsked(page),
    reply: { call: 'notices.list', problem: 'failed' },
  })
  expect(shown(page).failed).toBe(true)
  page.pass(1_000).send({ kind: 'notices', act: { kind: 'again' } })
  answer(page, listOf(1, first))
  expect(shown(page).failed).toBe(false)
})

it('answers to an earlier visit are nobody’s', () => {
  const page = atList()
  const asked = lastAsked(page)
  page.send({ kind: 'press', key: 'home' }).pass(1_000)
  page.send({ kind: 'notices', act: { kind: 'door' } })
  page.send({ kind: 'noticesReply', asked, reply: { call: 'notices.list', output: listOf(1, first) } })
  expect(shown(page).list).toBeNull()
})

it('asks after 60 seconds, and goes home 20 seconds later; a touch stays', () => {
  const page = atList()
  page.send({ kind: 'notices', act: { kind: 'leaf', at: 1 } }).pass(59_000)
  expect(page.flow.stillThere).toBeNull()
  page.pass(2_000)
  expect(page.flow.stillThere).toBeGreaterThan(17)
  page.send({ kind: 'notices', act: { kind: 'stay' } }).pass(59_000)
  expect(page.route).toBe('notices')
  page.pass(22_000)
  expect(page.route).toBe('home')
})

it('a card ends it', () => {
  const page = atList().tap(1)
  expect(page.route).toBe('result')
})

it('a touch right after the change of pages is not taken', () => {
  const page = atList()
  page.send({ kind: 'press', key: 'back' })
  page.send({ kind: 'notices', act: { kind: 'door' } })
  expect(page.route).toBe('home')
})

it('text is cut into pages that lose nothing', () => {
  const room = { perLine: 10, lines: 4 }
  const paragraphs = ['一'.repeat(25), '二'.repeat(31), '三']
  const pages = pagesOfText(paragraphs, room)
  expect(pages).toEqual([['一'.repeat(25)], ['二'.repeat(31)], ['三']])
  expect(pagesOfText(['四'.repeat(95)], room).map((page) => page.join('').length)).toEqual([40, 40, 15])
  expect(pagesOfText([], room)).toEqual([[]])
  expect(pagesOfText(['𠮷'.repeat(41)], room)[1]).toEqual(['𠮷'])
  // Digits and letters take half the room.
  expect(pagesOfText(['5'.repeat(66)], room)).toEqual([['5'.repeat(66)]])
})

it('a paragraph that goes on over the page is cut after a clause', () => {
  const room = { perLine: 10, lines: 4 }
  const early = `${'一'.repeat(8)}，${'二'.repeat(60)}`
  const late = `${'一'.repeat(30)}，${'二'.repeat(30)}`
  expect(pagesOfText([late], room)).toEqual([[`${'一'.repeat(30)}，`], ['二'.repeat(30)]])
  expect(pagesOfText([early], room).map((page) => page.join('').length)).toEqual([40, 29])
})
