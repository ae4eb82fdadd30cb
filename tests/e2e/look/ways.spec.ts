import { expect, type Page } from '@playwright/test'
import type { Problem } from '../../support/measure.ts'
import { measureWay } from '../../support/ways-page.ts'
import { listStates, openState, test } from './fixtures.ts'
import { oneOfEach } from './one-of-each.ts'

/** `npm run e2e -- look` takes every state of the residents' pages, `npm test` the fullest ones. */
const everything = process.env.E2E_PART === 'look'
const ofStaff = /^(console|staff|setup)/

interface Found extends Problem {
  state: string
}

const throughStates = async (
  page: Page,
  gallery: Parameters<typeof listStates>[1],
  preferences: Readonly<Record<string, string>>,
  look: (state: string) => Promise<Problem[]>,
): Promise<Found[]> => {
  const states = (await listStates(page, gallery)).filter(
    (state) => !ofStaff.test(state) && (everything || oneOfEach.includes(state)),
  )
  expect(states.length).toBeGreaterThan(20)
  test.setTimeout(120_000 + states.length * 4_000)
  const found: Found[] = []
  for (const state of states) {
    await openState(page, gallery.of(state, preferences))
    for (const problem of await look(state)) found.push({ state, ...problem })
  }
  return found
}

for (const theme of everything ? ['light', 'contrast'] : ['light'])
  test(`the keyboard reaches every key, and is seen where it is: ${theme}`, async ({ page, gallery }) => {
    const found = await throughStates(page, gallery, { theme }, async () => {
      const problems: Problem[] = []
      const controls = await page.evaluate(
        () =>
          [...document.querySelectorAll('button, input')].filter(
            (control) =>
              control.checkVisibility({ visibilityProperty: true }) &&
              !control.matches(':disabled, [tabindex="-1"], [inert] *, input[type="radio"]:not(:checked)'),
          ).length,
      )
      const reached = new Set<string>()
      let isBack = false
      for (let step = 0; step <= controls + 1 && !isBack; step += 1) {
        await page.keyboard.press('Tab')
        const key = await page.evaluate(() => {
          const { activeElement } = document
          if (!activeElement || activeElement === document.body) return null
          return String([...document.querySelectorAll('*')].indexOf(activeElement))
        })
        isBack = key === null ? reached.size > 0 : reached.has(key)
        if (key === null || isBack) continue
        reached.add(key)
        problems.push(...(await page.evaluate(measureWay, 'ring' as const)))
      }
      if (reached.size < controls)
        problems.push({
          check: 'focus',
          where: 'page',
          what: `${String(reached.size)} of ${String(controls)} keys reached`,
        })
      return problems
    })
    expect(found).toEqual([])
  })

test('with the colours of the system every key has an edge and every drawing is seen', async ({
  page,
  gallery,
}) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  expect(await throughStates(page, gallery, {}, () => page.evaluate(measureWay, 'forced' as const))).toEqual(
    [],
  )
})

test('at twice the size on half the panel nothing has to be moved sideways', async ({ page, gallery }) => {
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  await page.setViewportSize({ width: width / 2, height: height / 2 })
  expect(
    await throughStates(page, gallery, { text: 'largest' }, () =>
      page.evaluate(measureWay, 'sideways' as const),
    ),
  ).toEqual([])
})

test('nothing moves for who asked for stillness', async ({ page, gallery }) => {
  expect(
    await throughStates(page, gallery, {}, () => page.evaluate(measureWay, 'movement' as const)),
  ).toEqual([])
  for (const state of ['attract', 'home', 'result-unreadable', 'safe']) {
    await openState(page, gallery.of(state))
    const before = await page.screenshot()
    await page.waitForTimeout(2_000)
    expect((await page.screenshot()).equals(before), state).toBe(true)
  }
})
