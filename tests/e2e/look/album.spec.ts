import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { openAlbum } from '../../support/album.ts'
import { listStates, openState, test } from './fixtures.ts'

/** Pictures to look at, of every state in both themes; of these three in every text size. None is compared. */
const inEverySize = /^(home|result-|credit-mine)/
const folder = fileURLToPath(new URL('../../../out/pictures', import.meta.url))
const album = openAlbum(folder)

for (const theme of ['light', 'contrast'])
  for (const text of ['standard', 'large', 'largest'])
    test(`pictures of every state: ${theme}, ${text}`, async ({ context, page, gallery }, { project }) => {
      test.skip(process.env.E2E_PART !== 'look', 'they are drawn when asked for: npm run e2e -- look')
      const states = (await listStates(page, gallery)).filter(
        (state) => text === 'standard' || inEverySize.test(state),
      )
      test.setTimeout(120_000 + states.length * 4_000)
      let sheet = page
      for (const [index, state] of states.entries()) {
        // A tab that has shown hundreds of pages keeps gigabytes and slows down.
        if (index % 40 === 39) {
          await sheet.close()
          sheet = await context.newPage()
        }
        await openState(sheet, gallery.of(state, { theme, text }))
        await sheet.evaluate(() => document.fonts.ready)
        await sheet.screenshot({
          path: album.fileOf([project.name, theme, text], state),
          animations: 'disabled',
        })
      }
      expect(states.length).toBeGreaterThan(10)
      album.writeIndex()
    })
