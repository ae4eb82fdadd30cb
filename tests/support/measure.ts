import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { measureBoxes, type Problem } from './measure-page.ts'

export type { Problem } from './measure-page.ts'

const measureAxe = async (page: Page): Promise<Problem[]> => {
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      // Tags alone let text of 5.7:1 pass; residents get 7:1.
      rules: { 'color-contrast-enhanced': { enabled: true } },
      resultTypes: ['violations'],
    })
    // The page has no frames of another origin; the way for those opens a second page each time.
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      check: 'axe',
      where: target.join(' '),
      what: `${id}: ${failureSummary ?? ''}`.replaceAll(/\s+/g, ' ').slice(0, 240),
    })),
  )
}

/** Text that a font of the machine had to draw: another machine may show an empty box there. */
const measureFonts = async (page: Page): Promise<Problem[]> => {
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const { nodeIds } = await session.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '[data-draws-text]',
  })
  const texts = await page.locator('[data-draws-text]').allTextContents()
  const drawn = await Promise.all(
    nodeIds.map((nodeId) => session.send('CSS.getPlatformFontsForNode', { nodeId })),
  )
  await session.detach()
  return drawn.flatMap(({ fonts }, index) =>
    fonts
      .filter(({ isCustomFont }) => !isCustomFont)
      .map(({ familyName }) => ({
        check: 'font',
        where: texts[index] ?? '',
        what: `drawn by ${familyName}`,
      })),
  )
}

const waitForRest = async (page: Page): Promise<void> => {
  await page.evaluate(async () => {
    await document.fonts.ready
    const running = document.getAnimations().filter((animation) => {
      const timing = animation.effect?.getComputedTiming()
      return timing?.iterations !== Infinity
    })
    await Promise.all(running.map((animation) => animation.finished))
    await document.fonts.ready
  })
}

/** Everything about a page that would trouble an old person before it; empty = nothing found. */
export const measure = async (page: Page): Promise<Problem[]> => {
  await waitForRest(page)
  const boxes = await page.evaluate(measureBoxes)
  return [...boxes, ...(await measureFonts(page)), ...(await measureAxe(page))]
}
