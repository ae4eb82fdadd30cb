import { expect, type Page } from '@playwright/test'
import { measure } from '../../support/measure.ts'
import { openState, test } from './fixtures.ts'

const style = (css: string) => async (page: Page) => {
  await page.addStyleTag({ content: css })
}

/** A text of two lines, of which one holds so many characters. */
const reading = (characters: number, lineHeight: number) => async (page: Page) => {
  await page
    .locator('.event-line p')
    .first()
    .evaluate(
      (line, { text, css }) => {
        line.textContent = text
        line.setAttribute('style', css)
      },
      {
        text: '\u8bfb'.repeat(characters * 2 - 3),
        css: `display: block; width: ${String(characters + 0.2)}em; font-size: 32px; line-height: ${String(lineHeight)}`,
      },
    )
}

/** One spoilt page for each rule of the measuring tests. */
const spoilt: readonly { check: string; what: string; plant: (page: Page) => Promise<void> }[] = [
  {
    check: 'text size',
    what: 'a word of 24 px',
    plant: style('.event-line .quiet { font-size: 24px !important }'),
  },
  {
    check: 'text size',
    what: 'a result that cannot be read from afar',
    plant: style('.flood h1 { font-size: 96px !important }'),
  },
  {
    check: 'target size',
    what: 'a key of 60 px',
    plant: style('.btn.main { height: 60px; min-height: 0 !important }'),
  },
  { check: 'gap', what: 'keys that touch', plant: style('.bottom-bar { gap: 0 !important }') },
  { check: 'reach', what: 'a key at the top', plant: style('.btn.main { position: fixed; top: 200px }') },
  {
    check: 'hidden control',
    what: 'a key that slid under the bar',
    plant: style('.btn.main { position: relative; top: 150px }'),
  },
  {
    check: 'cut',
    what: 'a title wider than the page',
    plant: style('h2 { width: 3000px; white-space: nowrap; letter-spacing: 200px !important }'),
  },
  {
    check: 'cut',
    what: 'a title that ends in dots',
    plant: style(
      'h2 { width: 200px; overflow: hidden; text-wrap: nowrap !important; text-overflow: ellipsis }',
    ),
  },
  {
    check: 'overlap',
    what: 'two lines over each other',
    plant: style('.event-line p { margin-top: -60px !important }'),
  },
  {
    check: 'overlap',
    what: 'a title whose beginning lies under a key',
    plant: async (page) => {
      const title = await page.locator('h2').first().boundingBox()
      const top = `${String(title?.y ?? 0)}px`
      await page.addStyleTag({
        content: `.btn.main { position: fixed; top: ${top}; left: 30px; width: 100px; min-height: 80px; padding: 0; font-size: 32px }`,
      })
    },
  },
  { check: 'line height', what: 'lines that stand too close', plant: reading(15, 1.1) },
  { check: 'line length', what: 'lines of more than 24 characters', plant: reading(27, 1.5) },
  {
    check: 'lone character',
    what: 'one character on a line',
    plant: style(
      'h2 { width: 8.5em !important; text-wrap: wrap !important } .title-text { word-break: normal !important }',
    ),
  },
  {
    check: 'font',
    what: 'a character that no packed font draws',
    plant: async (page) => {
      await page
        .locator('h2')
        .first()
        .evaluate((title) => {
          title.textContent = 'ሀለ'
        })
    },
  },
  {
    check: 'axe',
    what: 'grey words of 5.7:1',
    plant: style('.quiet { color: #666 !important; font-size: 20px !important }'),
  },
  {
    check: 'axe',
    what: 'a key without a name',
    plant: async (page) => {
      await page.locator('.btn.main').evaluate((key) => {
        key.textContent = ''
      })
    },
  },
]

for (const { check, what, plant } of spoilt)
  test(`the measuring finds ${what}`, async ({ page, gallery }) => {
    await openState(page, gallery.of('result-checked-in'))
    await plant(page)
    expect((await measure(page)).map((problem) => problem.check)).toContain(check)
  })

test('the measuring finds nothing on the same page unspoilt', async ({ page, gallery }) => {
  await openState(page, gallery.of('result-checked-in'))
  expect(await measure(page)).toEqual([])
})
