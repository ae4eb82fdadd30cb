import { expect } from '@playwright/test'
import { listStates, openState, test } from './fixtures.ts'

/** What anybody may see who walks past; thanks name only those who agreed to be named. */
const forAll = /^(home|attract|safe|calendar|event|notices|activities)/
const named = /thanks|mine|signed-up|waiting|sure|idle/

test('no page that stands there for all says anything of one person', async ({ page, gallery }) => {
  const states = (await listStates(page, gallery)).filter((state) => forAll.test(state) && !named.test(state))
  expect(states.length).toBeGreaterThan(40)
  test.setTimeout(60_000 + states.length * 3_000)
  const found: string[] = []
  for (const state of states) {
    await openState(page, gallery.of(state))
    const personal = page.locator('[data-testid="resident-name"], .masked-name, [data-testid^="points-"]')
    const text = await page.locator('#page').innerText()
    if ((await personal.count()) > 0 || /\p{L}\*|\d{15,18}/u.test(text)) found.push(state)
  }
  expect(found).toEqual([])
  // And the same search finds the name of a person where one stands.
  await openState(page, gallery.of('result-checked-in'))
  await expect(page.getByTestId('resident-name')).not.toHaveCount(0)
  expect(await page.locator('#page').innerText()).toMatch(/\p{L}\*/u)
})
