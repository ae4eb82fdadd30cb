import { expect, result, test } from '../fixtures.ts'

test('a wrong name is hidden at once and taken back, and the right card is checked in afterwards', async ({
  page,
  reader,
  station,
}) => {
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await page.waitForTimeout(400)
  await page.getByRole('button', { name: '这不是我' }).tap()
  await expect(page.getByTestId('resident-name')).toHaveCount(0)
  await expect(result(page, 'disputed')).toBeVisible()
  await expect(page.getByText('工作人员马上来')).toBeVisible()
  await expect(page.getByTestId('resident-name')).toHaveCount(0)
  await expect(page.getByText('王')).toHaveCount(0)

  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
})
