import { expect, test } from 'vitest'
import { usePapers } from '../../../../renderer/stores/papers.ts'
import { clerk, lecture, openConsole } from '../../../support/console-page.ts'
import { settle } from '../../../support/manual-clock.ts'

const placed = { where: 'folder', file: 'a.pdf' } as const
const callWaits = 10_000

const signedIn = () => {
  const page = openConsole()
  page.say(clerk)
  const asked = (call: string) => page.far.sent.filter((sent) => sent.call === call)
  const wait = async (): Promise<void> => {
    page.clock.advance(callWaits)
    await settle()
  }
  return { ...page, papers: usePapers(), asked, wait }
}

test('a paper is asked for once at a time, and the page says where it lies', async () => {
  const { papers, asked, answer } = signedIn()
  void papers.printPlan('2026-12', 'A4')
  void papers.printMonth('2026-12')
  expect(papers.busy).toBe(true)
  expect(asked('papers.poster')).toEqual([])
  await answer('papers.plan', placed)
  expect(papers.saved).toEqual(placed)
  expect(papers.busy).toBe(false)
})

test('a paper that takes longer than a call waits is asked for again under the same id', async () => {
  const { papers, asked, answer, desk, wait } = signedIn()
  void papers.printEvent(lecture)
  await wait()
  const ids = asked('papers.poster').map(({ input }) => input.commandId)
  expect(ids).toHaveLength(2)
  expect(ids[1]).toBe(ids[0])
  expect(desk.note).toBeNull()
  await answer('papers.poster', placed)
  expect(papers.saved).toEqual(placed)
})

test('who no longer waits is free for another paper, and a late answer says nothing', async () => {
  const { papers, asked, answer, wait } = signedIn()
  void papers.printRoster(lecture, 'pdf')
  papers.giveUp()
  expect(papers.busy).toBe(false)
  await answer('papers.roster', placed)
  expect(papers.saved).toBeNull()
  void papers.printPlan('2026-12', 'A3')
  papers.giveUp()
  await wait()
  expect(asked('papers.plan')).toHaveLength(1)
})

test('an event that nobody is expected at is said as such, anything else as a failure', async () => {
  const { papers, fail, desk } = signedIn()
  void papers.printRoster(lecture, 'csv')
  await fail('papers.roster', 'notFound')
  expect(papers.nobody).toBe(true)
  expect(desk.note).toBeNull()
  void papers.printPlan('2026-12', 'A4')
  expect(papers.nobody).toBe(false)
  await fail('papers.plan', 'storeFull')
  expect(desk.note).toEqual({ kind: 'failed', code: 'storeFull' })
  expect(papers.busy).toBe(false)
})
