import { expect, test } from '../fixtures.ts'
import { settle, touch } from '../touch.ts'
import { openDoor } from './door.ts'
import { fill, pick, press, type } from './first-run.ts'

const pin = '271828'

test('a new station is set up by touch alone, from its code to the first screen', async ({
  page,
  start,
  reader,
  complaints,
}) => {
  test.setTimeout(120_000)
  const station = await start({ demo: false, reader: reader.path })
  await page.goto(station.url)
  const setup = page.getByTestId('setup')
  const next = page.getByTestId('setup-next')
  const isStep = (step: number): Promise<void> =>
    expect(setup.getByText(`第${String(step)}步，共8步`)).toBeVisible()

  // A code that is too short is refused in words, and nothing of it is kept.
  await fill(page, setup, /站的编号/, '11999900100')
  await touch(page, next)
  await expect(setup.getByRole('alert')).toHaveText('编号要 12 位数字。')
  await fill(page, setup, /站的编号/, '2')
  await touch(page, setup.getByRole('button', { name: /站的名字/ }))
  await settle(page)
  await type(page, 'xuanjiang')
  await pick(page, '宣讲')
  await page.getByTestId('board-done').tap()
  await touch(page, next)
  await isStep(2)

  // What was said stands in the folder: after a power cut it goes on here.
  await page.reload()
  await isStep(2)
  await touch(page, setup.getByRole('button', { name: /姓名/ }))
  await settle(page)
  await page.getByTestId('candidate').first().tap()
  await page.getByTestId('board-done').tap()
  await press(page, '123456')
  await press(page, '123456')
  await expect(setup.getByRole('alert')).toHaveText('这个密码太好猜，请换一个。')
  await press(page, pin)
  await press(page, '314159')
  await expect(setup.getByRole('alert')).toHaveText('两遍不一样，请从头再按。')
  await press(page, pin)
  await press(page, pin)
  await expect(page.getByTestId('setup-staff')).toContainText('值班员')
  await touch(page, next)

  // The codes are shown once; whoever goes on says that they are kept.
  await expect(page.getByTestId('recovery-code').first()).toBeVisible()
  const code = (await page.getByTestId('recovery-code').first().innerText()).replaceAll(/\s/g, '').slice(1)
  expect(code).toMatch(/^\d{25}$/)
  await expect(next).toBeDisabled()
  await touch(page, page.getByTestId('codes-kept'))
  await touch(page, next)

  await isStep(3)
  await touch(page, next)
  await isStep(4)
  // A card is only looked at: nobody is checked in by it.
  reader.say('place grandfather')
  await expect(setup.locator('[data-ok="true"]')).toHaveCount(3)
  reader.say('remove')
  await expect(setup.locator('[data-ok="true"]')).toHaveCount(4)
  await touch(page, next)
  await isStep(5)
  await touch(page, next)
  await isStep(6)
  await touch(page, setup.getByRole('button', { name: /找谁问/ }))
  await settle(page)
  await page.getByTestId('candidate').first().tap()
  await page.getByTestId('board-done').tap()
  await fill(page, setup, /电话/, '06315550142')
  await touch(page, next)
  await isStep(7)
  await touch(page, page.getByTestId('setup-later'))
  await isStep(8)
  await expect(setup.locator('[data-check="store"]')).toHaveAttribute('data-state', 'ok')
  await touch(page, page.getByTestId('setup-sound'))
  await touch(page, next)
  await expect(page.getByTestId('setup')).toHaveCount(0)
  await expect(page.getByText('宣讲').first()).toBeVisible()

  // Every PIN is lost: the code on paper gives a new one, and the console opens with it.
  await openDoor(page)
  await touch(page, page.getByTestId('recover-open'))
  await touch(page, page.getByTestId('recover-person').first())
  await press(page, code)
  await touch(page, page.getByTestId('recover-new-pin'))
  await press(page, '590271')
  await press(page, '590271')
  await touch(page, page.getByTestId('recover-go-on'))
  await press(page, '590271')
  await expect(page.getByTestId('staff-console')).toBeVisible()

  await expect(page.getByText('还没有人刷卡。')).toBeVisible()

  // A step is done again from the console.
  await touch(page, page.getByRole('button', { name: '设置' }))
  await expect(page.getByTestId('settings-codes')).toContainText('还剩 7 个能用')
  await touch(page, page.getByTestId('settings-reader'))
  await touch(page, page.getByRole('button', { name: '左边' }))
  await touch(page, next)
  await expect(page.getByTestId('settings-reader')).toContainText('左边')
  await touch(page, page.getByTestId('settings-audit'))
  await expect(page.getByTestId('audit-line').first()).toBeVisible()
  expect(complaints).toEqual([])
})
