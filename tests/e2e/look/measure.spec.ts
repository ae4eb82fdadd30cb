import { expect } from '@playwright/test'
import { measure, type Problem } from '../../support/measure.ts'
import { listStates, openState, test } from './fixtures.ts'

/** `LOOK=all` measures every state in every theme and text size, in both orientations. */
const everything = process.env.LOOK === 'all'
const themes = everything ? ['light', 'contrast'] : ['light']
const texts = everything ? ['standard', 'large', 'largest'] : ['standard']
const groups = [
  'home',
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
]

/** Of each layout one state: enough for a second orientation, once every state was measured in the first. */
const oneOfEach = [
  'home',
  'home-nothing-on',
  'result-checked-in',
  'result-first-visit',
  'result-unreadable-again',
  'consent-scoring',
  'consent-sharing',
  'calendar-month',
  'home-notices',
  'notices',
  'notices-reading',
  'notices-picture',
  'calendar-week',
  'calendar-day',
  'calendar-empty',
  'event-open',
  'event-full',
  'event-cancelled',
  'event-sure',
  'sign-up-card',
  'result-signed-up',
  'credit-mine',
  'credit-mine-many',
  'credit-no-consent',
  'credit-owed',
  'credit-answered-all',
  'credit-more',
  'credit-choose-line-many',
  'credit-objection-many',
  'credit-withdraw',
  'credit-deeds',
  'credit-deed-day',
  'credit-rules',
  'credit-rule-list',
  'credit-rule-found',
  'credit-slip',
  'credit-door',
  'idle-question',
  'demo-result',
  'safe',
  'setup-station',
  'setup-staff',
  'setup-clock',
  'setup-reader',
  'setup-opening',
  'setup-notice',
  'setup-centre',
  'setup-check',
  'result-leave-early',
  'result-out',
  'result-disputed',
  'choose-two',
  'choose-many',
  'crowd-checked-in',
  'crowd-long',
  'crowd-fast',
  'staff-tiles-many',
  'staff-pad',
  'staff-pad-goes-on',
  'staff-pad-wrong',
  'staff-pad-locked',
  'console-today',
  'console-today-busy',
  'console-today-clock',
  'console-today-demo',
  'console-papers',
  'console-merge',
  'console-merge-second',
  'console-teams',
  'console-team',
  'console-import-files',
  'console-import-columns',
  'console-import-preview',
  'console-import-saving',
  'console-import-done',
  'console-by-hand',
  'console-by-hand-several',
  'console-add',
  'console-typing',
  'console-typing-long',
  'console-typing-signs',
  'console-typing-digits',
  'console-children',
  'console-people',
  'console-person',
  'console-person-full',
  'console-person-reveal',
  'console-person-correct',
  'console-person-teams',
  'console-volunteer',
  'console-join',
  'console-minutes',
  'console-second-several',
  'console-second-own',
  'console-list',
  'console-day',
  'console-approvals',
  'console-notices',
  'console-notices-written',
  'console-notices-thanks',
  'console-notices-day',
  'console-notices-preview',
  'console-approvals-empty',
  'console-approvals-reported',
  'console-approvals-reported-document',
  'console-approvals-council',
  'console-approvals-noticed',
  'console-approvals-photo',
  'console-claim-whom',
  'console-claim-rule',
  'console-claim-rule-letters',
  'console-claim-day',
  'console-claim-day-earlier',
  'console-claim-amount',
  'console-claim-proof-photo',
  'console-claim-photo',
  'console-claim-check',
  'console-claim-sent',
  'console-ledger',
  'console-reverse',
  'console-objections',
  'console-quarter',
  'console-quarter-saved',
  'console-rules',
]

test('every state belongs to a group that is measured', async ({ page, gallery }) => {
  const states = await listStates(page, gallery)
  expect(states.length).toBeGreaterThan(40)
  expect(states).toEqual(expect.arrayContaining(oneOfEach))
  expect(states.filter((state) => !groups.some((group) => state.startsWith(group)))).toEqual([])
})

for (const group of groups)
  for (const theme of themes)
    for (const text of texts)
      test(`nothing about ${group} troubles an old person: ${theme}, ${text}`, async ({
        page,
        gallery,
        complaints,
      }, testInfo) => {
        test.setTimeout(300_000)
        const isWhole = everything || testInfo.project.name === 'portrait'
        const states = (await listStates(page, gallery)).filter(
          (state) => state.startsWith(group) && (isWhole || oneOfEach.includes(state)),
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
