import { expect } from '@playwright/test'
import { measure, type Problem } from '../../support/measure.ts'
import { listStates, openState, test } from './fixtures.ts'

/** `LOOK=all` measures every theme and text size in both orientations; `npm test` the ones that change most. */
const everything = process.env.LOOK === 'all'
const themes = everything ? ['light', 'contrast'] : ['light']
const texts = everything ? ['standard', 'large', 'largest'] : ['standard']
const groups = ['home', 'result', 'consent', 'demo', 'safe', 'setup']

test.beforeEach(({}, testInfo) => {
  test.skip(testInfo.project.name !== 'portrait' && !everything, 'LOOK=all measures both orientations')
})

test('every state belongs to a group that is measured', async ({ page, gallery }) => {
  const states = await listStates(page, gallery)
  expect(states.length).toBeGreaterThan(40)
  expect(states.filter((state) => !groups.some((group) => state.startsWith(group)))).toEqual([])
})

for (const group of groups)
  for (const theme of themes)
    for (const text of texts)
      test(`nothing about ${group} troubles an old person: ${theme}, ${text}`, async ({ page, gallery }) => {
        test.setTimeout(300_000)
        const states = (await listStates(page, gallery)).filter((state) => state.startsWith(group))
        const found: (Problem & { state: string })[] = []
        for (const state of states) {
          await openState(page, gallery.of(state, { theme, text }))
          for (const problem of await measure(page)) found.push({ state, ...problem })
        }
        expect(found).toEqual([])
      })
