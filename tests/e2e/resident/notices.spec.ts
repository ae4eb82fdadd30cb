import type { Page } from '@playwright/test'
import { newFolder } from '../../support/station.ts'
import { expect, test } from '../fixtures.ts'
import { shiftedEnv } from '../pictures/morning.ts'
import { signIn } from '../staff/door.ts'
import { touch } from '../touch.ts'

const pin = '246810'
const dayMs = 86_400_000

interface TypingPage extends Element {
  __vue_app__: {
    config: { globalProperties: { $pinia: { _s: Map<string, { done: (text: string) => void }> } } }
  }
}

/** Types into a field as its keyboard would. */
const typeInto = async (page: Page, label: RegExp, text: string): Promise<void> => {
  await touch(page, page.getByRole('button', { name: label }))
  await page.evaluate((typed) => {
    const root = document.querySelector<TypingPage>('#page')
    root?.__vue_app__.config.globalProperties.$pinia._s.get('typing')?.done(typed)
  }, text)
}

test('a notice of the clerk hangs at once for everybody, and is gone when its days are over', async ({
  page,
  context,
  start,
  complaints,
}) => {
  test.slow()
  const dir = newFolder()
  const station = await start({ dir })
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  const resident = await context.newPage()
  await resident.goto(station.url)
  await expect(resident.getByTestId('home')).toBeVisible()
  await expect(resident.getByTestId('notices-door')).toHaveCount(0)

  await page.bringToFront()
  await signIn(page, pin)
  await touch(page, page.getByRole('button', { name: '通知', exact: true }))
  await touch(page, page.getByTestId('write-notice'))
  await touch(page, page.getByTestId('publish-notice'))
  await expect(page.getByText('标题还没写。')).toBeVisible()
  await typeInto(page, /标题/, '下周停水半天')
  await typeInto(page, /正文第 1 段/, '下周二上午停水，请先存好水。')
  await touch(page, page.getByTestId('date-until'))
  await touch(page, page.locator('.notice-day .date:enabled').first())
  await touch(page, page.getByTestId('publish-notice'))
  await expect(page.getByTestId('desk-notice')).toContainText('正在贴')

  await resident.bringToFront()
  await expect(resident.getByTestId('notices-door')).toBeVisible()
  await touch(resident, resident.getByTestId('notices-door'))
  await expect(resident.getByTestId('notice')).toContainText('新')
  await touch(resident, resident.getByTestId('notice'))
  await expect(resident.getByTestId('notice-text')).toContainText('请先存好水')

  await page.bringToFront()
  await touch(page, page.getByRole('button', { name: '收回', exact: true }))
  await expect(page.getByTestId('desk-notice')).toContainText('收回了')
  await expect(resident.getByText('现在没有通知')).toBeVisible()
  await touch(page, page.getByRole('button', { name: '贴出去', exact: true }))
  await expect(resident.getByTestId('notice')).toBeVisible()

  expect(complaints).toEqual([])
  await resident.close()
  await page.goto('about:blank')
  await station.stop()
  const later = await start({ dir, demo: false, env: shiftedEnv(2 * dayMs) })
  await page.goto(later.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await expect(page.getByTestId('notices-door')).toHaveCount(0)
})
