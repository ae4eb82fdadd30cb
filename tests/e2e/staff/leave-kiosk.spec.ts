import { expect, test } from '../fixtures.ts'
import { touch } from '../touch.ts'
import { openDoor, signIn } from './door.ts'
import { press } from './first-run.ts'

const setUp = { demo: false, supervised: true, env: { STATION_PIN: '271828', STATION_PIN2: '314159' } }

test('the head leaves the kiosk from the console, asked once more before, and the station says good-bye', async ({
  page,
  start,
}) => {
  const station = await start(setUp)
  const told: unknown[] = []
  station.process.on('message', (message) => told.push(message))
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await signIn(page, '271828')
  await touch(page, page.getByRole('button', { name: '设置' }))
  await touch(page, page.getByTestId('settings-end'))
  await touch(page, page.getByTestId('kiosk-off'))
  await touch(page, page.getByRole('button', { name: '先不' }))
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await touch(page, page.getByTestId('kiosk-leave'))
  await touch(page, page.getByTestId('kiosk-end'))
  expect(await station.ended).toBe(0)
  expect(told).toContainEqual({ kind: 'announce', what: 'leave' })
  // Whoever still stands there is told what to do.
  await expect(page.getByRole('alert')).toBeVisible()
})

test('a demonstration can only be left', async ({ page, start }) => {
  const station = await start({ ...setUp, demo: true })
  await page.goto(station.url)
  await signIn(page, '271828')
  await touch(page, page.getByRole('button', { name: '设置' }))
  await touch(page, page.getByTestId('settings-end'))
  await expect(page.getByTestId('kiosk-leave')).toBeVisible()
  await expect(page.getByTestId('kiosk-off')).toHaveCount(0)
})

test('whoever holds a printed code leaves the kiosk without a PIN', async ({ page, start }) => {
  const station = await start(setUp)
  const told: unknown[] = []
  station.process.on('message', (message) => told.push(message))
  await page.goto(station.url)
  await signIn(page, '271828')
  await touch(page, page.getByRole('button', { name: '设置' }))
  await touch(page, page.getByTestId('settings-codes'))
  const code = (await page.getByTestId('recovery-code').first().innerText()).replaceAll(/\s/g, '').slice(1)
  expect(code).toMatch(/^\d{25}$/)
  await touch(page, page.getByTestId('codes-kept'))
  await touch(page, page.getByTestId('setup-next'))
  await touch(page, page.getByRole('button', { name: '锁上' }))
  await openDoor(page)
  await touch(page, page.getByRole('button', { name: '换人' }))
  await touch(page, page.getByTestId('recover-open'))
  const type = async (digits: string, how: 'leave' | 'off'): Promise<void> => {
    await touch(page, page.getByTestId('recover-person').first())
    await press(page, digits)
    await touch(page, page.getByTestId(`recover-${how}`))
    await touch(page, page.getByTestId('recover-end'))
  }
  await type('9'.repeat(25), 'off')
  await expect(page.getByRole('alert')).toContainText('还能试 4 次')
  expect(told).not.toContainEqual({ kind: 'announce', what: 'off' })
  await press(page, code)
  await touch(page, page.getByTestId('recover-leave'))
  await touch(page, page.getByTestId('recover-end'))
  expect(await station.ended).toBe(0)
  expect(told).toContainEqual({ kind: 'announce', what: 'leave' })
})
