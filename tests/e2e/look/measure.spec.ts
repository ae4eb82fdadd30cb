import { expect } from '@playwright/test'
import { measure, type Problem } from '../../support/measure.ts'
import { listStates, openState, test } from './fixtures.ts'
import { fullestInEnglish, oneOfEach } from './one-of-each.ts'

/**
 * `npm run e2e -- look` measures every state in both themes and every text size, in both orientations. High contrast
 * changes colours and edges alone: one size and one language show it.
 */
const everything = process.env.E2E_PART === 'look'
const standard = [{ theme: 'light', text: 'standard' }]
const everyLook = [
  ...standard,
  { theme: 'contrast', text: 'standard' },
  { theme: 'light', text: 'large' },
  { theme: 'light', text: 'largest' },
]
const groups = [
  'home',
  'attract',
  'activities',
  'calendar',
  'notices',
  'event',
  'sign-up',
  'result',
  'consent',
  'credit',
  'idle',
  'demo',
  'safe',
  'setup',
  'choose',
  'crowd',
  'staff',
  'console',
  'console-approvals',
  'console-claim',
  'console-events',
  'console-import',
  'console-notices',
]

/** The longest that the name begins with: a large group is measured in pieces, beside one another. */
const groupOf = (state: string): string | undefined =>
  groups.filter((group) => state.startsWith(group)).sort((one, other) => other.length - one.length)[0]

test('every state belongs to a group that is measured', async ({ page, gallery }) => {
  const states = await listStates(page, gallery)
  expect(states.length).toBeGreaterThan(40)
  expect(states).toEqual(expect.arrayContaining([...oneOfEach, ...fullestInEnglish]))
  expect(states.filter((state) => groupOf(state) === undefined)).toEqual([])
})

/** Staff's pages are Chinese only. */
const isForStaff = (group: string): boolean => /^(console|staff|setup)/.test(group)
/** The console's sizes are its own, whatever a resident chose. */
const looksOf = (group: string, language: string) => {
  if (!everything) return standard
  if (language === 'en') return everyLook.filter(({ theme }) => theme === 'light')
  return group.startsWith('console') ? everyLook.filter(({ text }) => text === 'standard') : everyLook
}
const residentGroups = groups.filter((group) => !isForStaff(group))
const measured = [
  { language: 'zh', groups, few: oneOfEach },
  {
    language: 'en',
    groups: everything
      ? residentGroups
      : residentGroups.filter((group) => fullestInEnglish.some((state) => groupOf(state) === group)),
    few: fullestInEnglish,
  },
].flatMap(({ language, groups: all, few }) =>
  all.flatMap((group) => looksOf(group, language).map((look) => ({ language, group, few, ...look }))),
)

for (const { language, group, few, theme, text } of measured)
  test(`nothing about ${group} troubles an old person: ${theme}, ${text}, ${language}`, async ({
    page,
    gallery,
    complaints,
  }) => {
    const states = (await listStates(page, gallery)).filter(
      (state) => groupOf(state) === group && (everything || few.includes(state)),
    )
    // A group that grows is given the time that its states take.
    test.setTimeout(120_000 + states.length * 5_000)
    const found: (Problem & { state: string })[] = []
    for (const state of states) {
      await openState(page, gallery.of(state, { theme, text, language }))
      for (const problem of await measure(page)) found.push({ state, ...problem })
    }
    expect(states).not.toEqual([])
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })
