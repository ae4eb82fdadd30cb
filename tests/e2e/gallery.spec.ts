import { expect } from '@playwright/test'
import { openState, test } from './look/fixtures.ts'

test('rare characters of a name come from the packed font', async ({ page, gallery }) => {
  await openState(page, gallery.of('result-rare-name'))
  await page.evaluate(() => document.fonts.ready)
  await expect(page.getByTestId('resident-name')).toHaveText('㛃*𬭚')
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const { nodeId } = await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: '[data-testid="resident-name"] .masked-name',
  })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  expect(fonts.length).toBeGreaterThan(0)
  expect(fonts.filter(({ isCustomFont }) => !isCustomFont)).toEqual([])
})

test('a private-use character shows a drawn sign with words, and stays in the text', async ({
  page,
  gallery,
}) => {
  await openState(page, gallery.of('result-private-use-name'))
  const name = page.getByTestId('resident-name')
  await expect(name).toHaveText('䶮*\uE123')
  await expect(name.getByRole('img', { name: '生僻字' })).toBeVisible()
})

test('the page stands in a frame where a window has another shape', async ({ page, gallery }) => {
  for (const [width, height, frameWidth, frameHeight] of [
    [1440, 789, 1402.67, 789],
    [1280, 800, 1280, 720],
    [1024, 1366, 768.375, 1366],
  ] as const) {
    await page.setViewportSize({ width, height })
    await openState(page, gallery.of('demo-home'))
    const box = await page.locator('#page').boundingBox()
    expect(box?.width).toBeCloseTo(frameWidth, 0)
    expect(box?.height).toBeCloseTo(frameHeight, 0)
    expect(box?.x).toBeCloseTo((width - frameWidth) / 2, 0)
  }
})

test('at twice the size on half the panel nothing has to be moved sideways', async ({ page, gallery }) => {
  await page.setViewportSize({ width: 540, height: 960 })
  await openState(page, gallery.of('home'))
  const { wide, window: inner } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: window.innerWidth,
  }))
  expect(wide).toBeLessThanOrEqual(inner)
})
