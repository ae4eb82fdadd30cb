import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../../electron/base/clock.ts'
import { businessDateOf } from '../../../electron/contract/values.ts'
import { people } from '../../../electron/reader/simulated/people.ts'
import { syntheticNumber } from '../../support/people.ts'
import { csvOf } from '../../support/rosters.ts'
import { expect, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'
import { openDoor, signIn, typePin } from './door.ts'

const pin = '246810'

test('a list is read, its bad row named, its people saved, and the card of one of them finds its owner', async ({
  page,
  reader,
  station,
}) => {
  const card = people(businessDateOf(systemClock.now())).find(({ id }) => id === 'grandmother')
  const folder = join(station.dir, 'imports')
  mkdirSync(folder)
  writeFileSync(
    join(folder, '花名册.csv'),
    csvOf(
      { name: '王样蓝', idNumber: card?.idNumber ?? '', team: '净滩队', volunteerNo: 'OW-0117' },
      { name: '李样强', idNumber: syntheticNumber('1950-02-03', 7) },
      { name: '于样海', birth: '1948', sex: '男' },
      { name: '丛样花', idNumber: syntheticNumber('1961-05-06', 8).slice(0, 17) },
      { name: '毕样胜', idNumber: syntheticNumber('1972-07-08', 9) },
    ),
  )
  await signIn(page, pin)
  await touch(page, page.getByRole('button', { name: '人员' }).first())
  await touch(page, page.getByTestId('open-roster'))
  await touch(page, page.getByTestId('roster-file').filter({ hasText: '花名册.csv' }))
  await touch(page, page.getByTestId('roster-assign'))
  const fault = page.getByTestId('roster-fault')
  await expect(fault).toHaveCount(1)
  await expect(fault).toContainText('5')
  await expect(fault).toContainText('丛*花')
  await expect(fault).toContainText('身份证号不够 18 位')
  await expect(page.getByTestId('roster-fresh')).toHaveText('4')
  const before = (await station.health()).store.records
  await touch(page, page.getByTestId('roster-save-faults'))
  await expect(page.getByTestId('roster-saved')).toContainText('错行存好了')
  expect(readdirSync(folder).filter((name) => name.startsWith('名单错行'))).toHaveLength(1)
  expect((await station.health()).store.records).toBe(before)

  await touch(page, page.getByTestId('roster-confirm'))
  await expect(page.getByTestId('roster-done')).toContainText('全部导好了')
  const saved = await station.healthy(({ store }) => store.records === before + 4)
  await touch(page, page.getByTestId('roster-leave'))

  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await expect(result(page, 'checkedIn')).toContainText('王*兰')
  // Known already: the check-in is the only record.
  await station.healthy(({ store }) => store.records === saved.store.records + 1)
  reader.say('remove')
  await page.getByTestId('consent-later').tap()
  await openDoor(page)
  await typePin(page, pin)
  await touch(page, page.getByTestId('key-O'))
  for (const key of 'W0117') await page.getByTestId(`key-${key}`).tap()
  const found = page.getByTestId('found-person')
  await expect(found).toHaveCount(1)
  await expect(found).toContainText('王*兰')
  await expect(found).toContainText('净滩队')
})

test('a team gets its name from the keyboard and its first member from a card', async ({
  page,
  reader,
  station,
}) => {
  await signIn(page, pin)
  await touch(page, page.getByRole('button', { name: '人员' }).first())
  await touch(page, page.getByTestId('open-teams'))
  await touch(page, page.getByTestId('team-name'))
  for (const key of 'qiaochuniang') await page.getByTestId(`board-${key}`).tap()
  await page.getByTestId('board-done').tap()
  await touch(page, page.getByTestId('new-team'))
  await expect(page.getByText('还没有人')).toBeVisible()

  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await station.healthy(({ reader: { state } }) => state === 'ready')
  await page.getByTestId('consent-later').tap()
  await openDoor(page)
  await typePin(page, pin)
  await touch(page, page.getByTestId('found-person').filter({ hasText: '王*兰' }))
  await expect(page.getByTestId('member')).toHaveCount(1)
  await expect(page.getByTestId('member')).toContainText('王*兰')
  await page.getByTestId('remove-member').tap()
  await page.getByTestId('remove-member').tap()
  await expect(page.getByTestId('member')).toHaveCount(0)
})
