import { expect, it } from 'vitest'
import type { DeskNotice } from '../../../../electron/contract/notices.ts'
import { draftOf, emptyDraft, saveInput, sayFault } from '../../../../renderer/console/notices/notice-form.ts'
import { useNoticeDesk } from '../../../../renderer/stores/notice-desk.ts'
import { clerk, head, openConsole } from '../../../support/console-page.ts'

const today = '2026-11-24'
const kept: DeskNotice = {
  id: '01935b6e-7c00-7000-8000-000000000061',
  sequence: 4,
  phase: 'shown',
  form: { kind: 'notice', title: 'T', body: 'a\nb', from: today, until: '2026-12-01', names: [] },
  picture: '01935b6e-7c00-7000-8000-000000000062',
  publishedAt: null,
  daysLeft: 8,
}
const list = { trouble: 'none', notices: [] }

const writing = () => {
  const page = openConsole()
  page.say(clerk)
  page.desk.go('notices')
  page.desk.state.notices.draft = { ...emptyDraft(today), title: 'Water', paragraphs: ['x', 'y'] }
  return { ...page, notices: useNoticeDesk() }
}

it('what is half-typed comes back after the PIN of the same person, and is gone for another one', () => {
  const { desk, say } = writing()
  say(null, clerk)
  say(clerk)
  expect(desk.state).toMatchObject({ page: 'notices', notices: { draft: { title: 'Water' } } })
  say(null, clerk)
  say(head)
  expect(desk.state.notices.draft).toBeNull()
})

it('a refusal stands at its fields, and everything typed stays', async () => {
  const { desk, notices, answer, last } = writing()
  const saving = notices.save(true)
  expect(last('notices.save').input).toMatchObject({
    notice: null,
    publish: true,
    form: { title: 'Water', body: 'x\ny' },
  })
  const faults = [{ field: 'until', problem: 'empty' }]
  await answer('notices.save', { result: { kind: 'refused', faults } })
  await saving
  const { draft } = desk.state.notices
  expect(draft).toMatchObject({ title: 'Water', faults, part: 'form' })
  expect(sayFault(draft?.faults ?? [], 'until')).toBe('请选贴到哪天。')
  expect(sayFault(draft?.faults ?? [], 'title')).toBeNull()
})

it('what was kept leaves the form, and the list is asked for again', async () => {
  const { desk, notices, answer, last } = writing()
  void notices.save(false)
  await answer('notices.save', { result: { kind: 'done', notice: kept.id, sequence: 1, picture: null } })
  expect(desk.state.notices.draft).toBeNull()
  expect(desk.note).toMatchObject({ kind: 'done' })
  expect(last('notices.desk')).toBeDefined()
  await answer('notices.desk', list)
  expect(notices.list).toEqual(list)
})

it('a call that failed keeps the form', async () => {
  const { desk, notices, fail } = writing()
  void notices.save(true)
  await fail('notices.save', 'conflict')
  expect(desk.state.notices.draft).toMatchObject({ title: 'Water' })
  expect(desk.note).toMatchObject({ kind: 'failed', code: 'conflict' })
})

it('a kept notice is changed as it was seen, with its picture', () => {
  const draft = draftOf(kept)
  expect(draft).toMatchObject({ published: true, paragraphs: ['a', 'b'], picture: { kind: 'keep' } })
  expect(saveInput(draft, false)).toEqual({
    notice: kept.id,
    sequence: 4,
    form: kept.form,
    picture: { kind: 'keep' },
    publish: false,
  })
  const many = draftOf({ ...kept, form: { ...kept.form, body: '1\n2\n3\n4\n5\n6' } })
  expect(saveInput(many, false).form.body).toBe('1\n2\n3\n456')
})
