import type { Page } from '@playwright/test'
import { FakeCentre, type Behaviour } from '../../support/fake-centre.ts'
import type { Program } from '../../support/program.ts'
import type { RunningStation } from '../../support/station.ts'
import { expect, question, result, test } from '../fixtures.ts'
import { touch } from '../touch.ts'
import { signIn, typePin } from './door.ts'
import { said } from './planning.ts'

const pin = '246810'
/** It is there, takes nothing, and wants to be asked again soon. */
const busy: Behaviour = { kind: 'answer', status: 503, body: '', headers: { 'retry-after': '1' } }

const comeIn = async (page: Page, reader: Program, station: RunningStation, card: string): Promise<void> => {
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say(`place ${card}`)
  await expect(result(page, 'checkedIn')).toBeVisible()
  reader.say('remove')
  await expect(question(page, 'scoring')).toBeVisible()
  await touch(page, page.getByTestId('consent-later'))
  await expect(page.getByTestId('home')).toBeVisible()
}

/** By the first letters of a name's syllables. */
const search = async (page: Page, letters: string): Promise<void> => {
  for (const key of letters) await page.getByTestId(`key-${key}`).tap()
  await expect(page.getByTestId('find-query')).toHaveText(letters)
}

/** Up to the second person, whose PIN nobody typed yet. */
const askToErase = async (page: Page, name: string): Promise<void> => {
  await touch(page, page.getByTestId('found-person').filter({ hasText: name }))
  await touch(page, page.getByTestId('erase'))
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('注销这个人？')
  await expect(dialog).toContainText('不能恢复')
  await touch(page, dialog.getByRole('button', { name: '搬走了' }))
  await expect(dialog).toContainText('要两个人一起办')
  // Whoever signs second is told who it is.
  await expect(dialog.getByRole('definition')).toContainText([name, '搬走了'])
  await touch(page, dialog.getByTestId('second-person').filter({ hasText: '站长' }))
}

test('who moved away is erased by two persons once the centre has everything: no search finds them, and their card is a first visit', async ({
  page,
  reader,
  start,
}) => {
  test.setTimeout(180_000)
  const centre = await FakeCentre.start()
  try {
    const station = await start({ reader: reader.path, centre: { url: centre.url, token: 'TOKEN' } })
    await station.healthy(({ outbox }) => outbox.pending === 0 && outbox.lastError === null)
    await page.goto(station.url)
    await expect(page.getByTestId('home')).toBeVisible()
    centre.otherwise = busy
    await comeIn(page, reader, station, 'grandfather')
    await comeIn(page, reader, station, 'grandmother')
    await signIn(page, pin)
    await touch(page, page.getByRole('button', { name: '人员' }).first())

    // While the centre waits for something of him it is only noted: he stays.
    await askToErase(page, '于*海')
    await typePin(page, pin)
    await expect(said(page, '等中心都收到')).toBeVisible()
    const he = page.getByTestId('found-person').filter({ hasText: '于*海' })
    await touch(page, he)
    await expect(page.getByText('等中心收齐')).toBeVisible()
    await expect(page.getByTestId('erase')).toHaveCount(0)
    await touch(page, page.getByTestId('keep'))
    await expect(said(page, '不注销了，资料都留着。')).toBeVisible()
    await expect(page.getByTestId('erase')).toBeVisible()
    await touch(page, page.getByRole('button', { name: '人员' }).first())
    await expect(he).toBeVisible()

    const found = page.getByTestId('found-person')
    await search(page, 'WYL')
    await expect(found).toHaveCount(1)
    await askToErase(page, '王*兰')
    centre.otherwise = { kind: 'honest' }
    await station.healthy(({ outbox }) => outbox.pending === 0 && outbox.lastError === null)
    await typePin(page, '000000')
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('密码不对')
    await expect(page.getByTestId('pin-key-1')).toBeEnabled()
    await typePin(page, pin)
    await expect(said(page, '注销好了')).toBeVisible()

    await expect(page.getByTestId('find-query')).toHaveText('WYL')
    await expect(page.getByText('没找到对得上的人。')).toBeVisible()
    await expect(found).toHaveCount(0)
    await page.getByRole('button', { name: '清空' }).tap()
    // Of those who came just now only the other one is left.
    await expect(found).toHaveCount(1)
    await expect(found).toContainText('于*海')

    await touch(page, page.getByTestId('staff-lock'))
    // Whoever has been here today would be told so; she is asked for consent as at a first visit.
    await station.healthy(({ reader: { state } }) => state === 'ready')
    reader.say('place grandmother')
    await expect(result(page, 'checkedIn')).toBeVisible()
    await expect(page.getByTestId('resident-name')).toHaveText('王*兰')
    await expect(result(page, 'checkedIn')).toContainText('您是第一次来')
    await expect(question(page, 'scoring')).toBeVisible()
    reader.say('remove')
    await station.healthy(({ reader: { state } }) => state === 'ready')
    await touch(page, page.getByTestId('consent-later'))
    await expect(page.getByTestId('home')).toBeVisible()
    reader.say('place grandfather')
    await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
    reader.say('remove')
  } finally {
    await centre.close()
  }
})
