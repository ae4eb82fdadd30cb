import { expect, type Locator, type Page } from '@playwright/test'
import type { Program } from '../../support/program.ts'
import { settle, touch } from '../touch.ts'

export const type = async (page: Page, text: string): Promise<void> => {
  for (const key of text) await page.getByTestId(`board-${key}`).tap()
}

/** Opens a field, types into it and puts the keyboard away. */
export const fill = async (page: Page, setup: Locator, field: RegExp, text: string): Promise<void> => {
  await touch(page, setup.getByRole('button', { name: field }))
  await settle(page)
  await type(page, text)
  await page.getByTestId('board-done').tap()
}

export const pick = async (page: Page, word: string): Promise<void> => {
  const exactly = page.getByTestId('candidate').filter({ hasText: new RegExp(`^${word}$`) })
  await exactly.first().tap()
}

/** Takes the first word that the keyboard offers. */
export const takeFirst = async (page: Page, setup: Locator, field: RegExp): Promise<void> => {
  await touch(page, setup.getByRole('button', { name: field }))
  await settle(page)
  await page.getByTestId('candidate').first().tap()
  await page.getByTestId('board-done').tap()
}

export const press = async (page: Page, digits: string): Promise<void> => {
  for (const digit of digits) await page.getByTestId(`pin-key-${digit}`).tap()
}

/** Sets a station up without a detour; the reader is tested with a card. */
export const setUp = async (page: Page, reader: Program, { code, pin }: { code: string; pin: string }) => {
  const setup = page.getByTestId('setup')
  const next = page.getByTestId('setup-next')
  const isStep = (step: number): Promise<void> =>
    expect(setup.getByText(`第${String(step)}步，共8步`)).toBeVisible()
  await fill(page, setup, /站的编号/, code)
  await touch(page, setup.getByRole('button', { name: /站的名字/ }))
  await settle(page)
  await type(page, 'xuanjiang')
  await pick(page, '宣讲')
  await page.getByTestId('board-done').tap()
  await touch(page, next)
  await isStep(2)
  await takeFirst(page, setup, /姓名/)
  await press(page, pin)
  await press(page, pin)
  await expect(page.getByTestId('setup-staff')).toContainText('值班员')
  await touch(page, next)
  await touch(page, page.getByTestId('codes-kept'))
  await touch(page, next)
  await isStep(3)
  await touch(page, next)
  await isStep(4)
  reader.say('place grandfather')
  await expect(setup.locator('[data-ok="true"]')).toHaveCount(3)
  reader.say('remove')
  await expect(setup.locator('[data-ok="true"]')).toHaveCount(4)
  await touch(page, next)
  await isStep(5)
  await touch(page, next)
  await isStep(6)
  await takeFirst(page, setup, /找谁问/)
  await fill(page, setup, /电话/, '06315550142')
  await touch(page, next)
  await isStep(7)
  await touch(page, page.getByTestId('setup-later'))
  await isStep(8)
  await touch(page, next)
  await expect(page.getByTestId('setup')).toHaveCount(0)
}
