import { expect } from '@playwright/test'
import { measure, type Problem } from '../../support/measure.ts'
import { listStates, openState, test } from './fixtures.ts'
import { oneOfEach } from './one-of-each.ts'

/** `npm run e2e -- look` measures every state in every theme and text size, in both orientations. */
const everything = process.env.E2E_PART === 'look'
const themes = everything ? ['light', 'contrast'] : ['light']
const texts = everything ? ['standard', 'large', 'largest'] : ['standard']
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
  expect(states).toEqual(expect.arrayContaining([...oneOfEach]))
  expect(states.filter((state) => groupOf(state) === undefined)).toEqual([])
})

for (const group of groups)
  for (const theme of themes)
    for (const text of texts)
      test(`nothing about ${group} troubles an old person: ${theme}, ${text}`, async ({
        page,
        gallery,
        complaints,
      }) => {
        test.setTimeout(300_000)
        const states = (await listStates(page, gallery)).filter(
          (state) => groupOf(state) === group && (everything || oneOfEach.includes(state)),
        )
        // A group that grows is given the time that its states take.
        test.setTimeout(120_000 + states.length * 5_000)
        const found: (Problem & { state: string })[] = []
        for (const state of states) {
          await openState(page, gallery.of(state, { theme, text }))
          for (const problem of await measure(page)) found.push({ state, ...problem })
        }
        expect(states).not.toEqual([])
        expect(found).toEqual([])
        expect(complaints).toEqual([])
      })
