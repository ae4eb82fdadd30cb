import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'
import { signIn } from './door.ts'

test('a technician sees the reader step by step, tries a card that is nobody’s tap, and packs a file', async ({
  page,
  reader,
  station,
}) => {
  await signIn(page, '246810')
  await touch(page, page.getByRole('navigation').getByRole('button', { name: '设备' }))
  const panel = page.getByTestId('device-reader')
  await expect(panel).toHaveAttribute('data-stage', 'answered')
  await expect(page.getByTestId('device-waiting')).toContainText('条在等')

  const before = (await station.health()).store.records
  await touch(page, page.getByTestId('device-try'))
  reader.say('place grandmother')
  await expect(panel).toHaveAttribute('data-stage', 'read')
  reader.say('remove')
  await expect(panel).toHaveAttribute('data-stage', 'answered')
  await expect(page.getByTestId('staff-console')).toBeVisible()
  await expect(result(page, 'checkedIn')).toHaveCount(0)
  expect((await station.health()).store.records).toBe(before)
  await touch(page, page.getByTestId('device-try'))

  await touch(page, page.getByTestId('device-search'))
  await station.healthy(({ reader: { counters } }) => counters.reopens === 1)
  await expect(panel).toHaveAttribute('data-stage', 'answered')

  await touch(page, page.getByTestId('device-bundle'))
  await touch(page, page.getByTestId('device-part').first())
  await expect(page.getByTestId('device-sample')).toContainText('"version"')
  await touch(page, page.getByTestId('device-save'))
  await expect(page.getByTestId('device-told')).toContainText('support')
  expect(readdirSync(join(station.dir, 'support'))).toEqual([expect.stringMatching(/^support-.*\.zip$/)])
})
