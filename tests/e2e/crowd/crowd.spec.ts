import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../../electron/base/clock.ts'
import { businessDateOf, maskPerson } from '../../../electron/contract/values.ts'
import type { SimulatedCard } from '../../../electron/reader/simulated/card-image.ts'
import { crowd, people } from '../../../electron/reader/simulated/people.ts'
import { makeEventFolder, presencesIn } from '../../support/event-folder.ts'
import { FakeCentre } from '../../support/fake-centre.ts'
import { say } from '../../support/figures.ts'
import type { Program } from '../../support/program.ts'
import { newFolder, removeFolder, startReader } from '../../support/station.ts'
import { openPageSocket } from '../../support/page-socket.ts'
import { nextPush, type Life } from '../../support/visitors.ts'
import { expect, question, result, test as base } from '../fixtures.ts'
import { standBefore, type Onlooker } from './onlooker.ts'

/** Named on the command line, the whole hall comes. */
const size = process.env.E2E_PART === 'crowd' ? 60 : 12
/** How long a name stands in the list at least. */
const rowMs = 10_000

interface Hall {
  station: Life
  /** Paced like the wire. */
  reader: Program
  onlooker: Onlooker
  cards: readonly SimulatedCard[]
}

const test = base.extend<{ fakeCentre: FakeCentre; hall: Hall }>({
  fakeCentre: async ({}, use) => {
    const centre = await FakeCentre.start()
    await use(centre)
    await centre.close()
  },
  hall: async ({ page, start, fakeCentre, complaints }, use) => {
    expect(complaints).toEqual([])
    const dir = newFolder()
    await makeEventFolder(dir, [{ title: '全村大会', kind: 'lecture', startsIn: 10, endsIn: 70 }])
    const readerDir = newFolder()
    const port = join(readerDir, 'reader')
    const today = businessDateOf(systemClock.now())
    const cards = crowd(size, today)
    const file = join(readerDir, 'cards.json')
    writeFileSync(file, JSON.stringify([...cards, ...people(today)]))
    const reader = await startReader(port, ['--cards', file])
    const centre = { url: fakeCentre.url, token: 'TOKEN' }
    const station = await start({ dir, demo: false, reader: port, centre })
    await station.healthy((health) => health.reader.state === 'ready')
    const onlooker = await standBefore(page)
    await page.goto(station.url)
    await expect(page.getByTestId('home')).toBeVisible()
    const socket = await openPageSocket(station.url)
    await use({ station: Object.assign(station, { page: socket }), reader, onlooker, cards })
    socket.close()
    await reader.stop()
    removeFolder(readerDir)
  },
})

const isFree = ({ reader }: { reader: { state: string } }): boolean => reader.state === 'ready'

const checkIns = (centre: FakeCentre): string[] =>
  centre.held
    .filter(({ event }) => event.type === 'cn.wmsj.attendance.checkin.v1')
    .map(({ event }) => (event.data as { resident: string }).resident)

test('everybody who comes through the door is in once, and stands in the list long enough to be read', async ({
  page,
  hall,
  fakeCentre,
}) => {
  test.setTimeout(180_000)
  const { station, reader, onlooker, cards } = hall
  const began = systemClock.monotonic()
  for (const { id } of cards) {
    reader.say(`place ${id}`)
    await onlooker.nextResult()
    const shown = station.page.received.length
    // Taken away while its result shows; the next one is put down as soon as the reader has seen an empty field.
    reader.say('remove')
    if (id !== cards.at(-1)?.id) await nextPush(station, shown, 'home', isFree)
  }
  const seconds = (systemClock.monotonic() - began) / 1000
  await expect(page.locator('.crowd .num')).toHaveText(String(size))

  const inside = presencesIn(station.dir)
  await station.healthy(({ outbox }) => outbox.pending === 0)
  const held = checkIns(fakeCentre)
  const lost = Math.max(
    size - new Set(inside.map(({ resident }) => resident)).size,
    size - new Set(held).size,
  )
  const doubled = Math.max(inside.length, held.length) - size + lost
  say(
    `crowd: ${String(size)} people, ${seconds.toFixed(1)} s from the first card to the last result, ` +
      `lost ${String(lost)}, doubled ${String(doubled)}`,
  )
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 })
  expect(onlooker.results().map(({ outcome }) => outcome)).toEqual(cards.map(() => 'checkedIn'))

  // It is over when nobody has come for a while; by then every name has had its time.
  await expect(page.getByTestId('home')).toBeVisible({ timeout: 40_000 })
  const stood = (await onlooker.stood()).toSorted((a, b) => a.seq - b.seq)
  expect(stood.map(({ seq }) => seq)).toEqual(onlooker.results().map(({ seq }) => seq))
  for (const [index, { text }] of stood.entries()) expect(text).toContain(maskPerson(cards[index]!.name).name)
  expect(Math.min(...stood.map(({ ms }) => ms))).toBeGreaterThanOrEqual(rowMs)
  expect(await onlooker.wasAsked()).toBe(false)

  // Now that it is quiet, the question that nobody was held up with.
  reader.say(`place ${cards[7]!.id}`)
  await expect(result(page, 'alreadyCheckedIn')).toBeVisible()
  reader.say('remove')
  await expect(question(page, 'scoring')).toContainText('上回来的人多')
})

test('a card that cannot be read and a child hold nobody up', async ({ page, hall }) => {
  const { station, reader, onlooker, cards } = hall
  const ids = cards.slice(0, 8).map(({ id }) => id)
  const outcomes: string[] = []
  for (const id of [...ids.slice(0, 6), 'unreadable', ids[6]!, 'girl', ids[7]!]) {
    reader.say(`place ${id}`)
    outcomes.push((await onlooker.nextResult()).outcome)
    reader.say('remove')
    await station.healthy(isFree)
  }
  const six = Array.from({ length: 6 }, () => 'checkedIn')
  expect(outcomes).toEqual([...six, 'cardUnreadable', 'checkedIn', 'minor', 'checkedIn'])
  // The child is counted with those who came, and kept nowhere.
  await expect(page.locator('.crowd .num')).toHaveText('9')
  await expect(page.locator('.crowd-names')).toContainText('小朋友')
  expect(presencesIn(station.dir)).toHaveLength(8)
  expect(await onlooker.wasAsked()).toBe(false)
})
