import { expect, test } from 'vitest'
import type { Place } from '../../../electron/contract/place.ts'
import { startBeats } from '../../../renderer/station/beats.ts'
import { createClient, type Link } from '../../../renderer/station/client.ts'
import { isRenewalDue } from '../../../renderer/station/renewal.ts'
import { FarEnd, pageClock } from '../../support/far-end.ts'
import { ManualClock, settle } from '../../support/manual-clock.ts'
import { atFirst } from '../../support/place.ts'

const start = () => {
  const far = new FarEnd()
  const clock = new ManualClock()
  const links: Link[] = []
  const client = createClient({
    transport: far.transport,
    clock: pageClock(clock),
    newId: () => '01935b6e-7c00-7000-8000-000000000001',
    report: () => undefined,
  })
  const page = {
    visible: true,
    dark: false,
    night: false,
    paints: true,
    place: atFirst,
    resumed: [] as Place[],
  }
  const beats = startBeats({
    client,
    clock: {
      ...pageClock(clock),
      afterPaint: (task) => {
        if (page.paints) clock.after(16, task)
      },
    },
    isVisible: () => page.visible,
    isDark: () => page.dark,
    onNight: (night) => {
      page.night = night
    },
    place: () => page.place,
    onResume: (place) => page.resumed.push(place),
  })
  client.onLink((link) => links.push(link))
  client.start()
  far.hello()
  /** Seconds in which the core answers every sign of life, until it is told not to. */
  const pass = async (
    seconds: number,
    answers = true,
    night = false,
    resume: Place | null = null,
  ): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1_000)
      if (answers)
        for (const { id } of far.sent.slice(-1)) far.say({ type: 'reply', id, output: { night, resume } })
      await settle()
    }
  }
  const sent = () => far.sent.filter(({ call }) => call === 'kiosk.beat').map(({ input }) => input)
  return { far, clock, links, page, beats, pass, sent }
}

test('a page shows each second that it lives, and that pictures reach the screen', async () => {
  const { pass, sent, page } = start()
  await pass(5)
  const frames = sent().map((beat) => Number(beat.frames))
  expect(frames.length).toBeGreaterThanOrEqual(5)
  expect(frames.at(-1)).toBeGreaterThan(frames[0]!)
  page.paints = false
  await pass(2)
  const still = sent().at(-1)?.frames
  await pass(5)
  expect(sent().at(-1)?.frames).toBe(still)
})

test('the core says when it is night', async () => {
  const { pass, page } = start()
  await pass(2, true, true)
  expect(page.night).toBe(true)
  await pass(1, true, false)
  expect(page.night).toBe(false)
})

test('a core that does not answer is not there, whatever the connection says', async () => {
  const { pass, links } = start()
  await pass(3)
  expect(links).toEqual(['up'])
  await pass(8, false)
  expect(links).toEqual(['up', 'down'])
})

test('a page begins where the one before it stood, and is told so once', async () => {
  const { pass, page, sent, beats } = start()
  const there: Place = { ...atFirst, page: 'calendar' }
  // Until it is told, it stands nowhere, whatever else it has to tell.
  beats.now()
  expect(new Set(sent().map(({ place }) => place))).toEqual(new Set([null]))
  await pass(3, true, false, there)
  expect(page.resumed).toEqual([there])
  page.place = { ...atFirst, page: 'notices' }
  await pass(1)
  expect(sent().at(-1)).toMatchObject({ place: { page: 'notices' } })
})

test('what changes is told at once, and that the page goes and comes back', async () => {
  const { beats, page, pass, sent } = start()
  await pass(2)
  page.dark = true
  beats.now()
  expect(sent().at(-1)).toMatchObject({ dark: true, leaving: false })
  beats.leaving()
  expect(sent().at(-1)).toMatchObject({ leaving: true })
})

const hour = 3_600_000
test.each([
  ['a day old', { ageMs: 24 * hour }, true],
  ['half a day old by day', { ageMs: 12 * hour }, false],
  ['half a day old at night', { ageMs: 12 * hour, night: true }, true],
  ['an hour old at night', { ageMs: hour, night: true }, false],
  ['full', { ageMs: hour, heapBytes: 401 * 1024 * 1024 }, true],
  ['not quite full', { ageMs: hour, heapBytes: 399 * 1024 * 1024 }, false],
  ['full as soon as it is loaded', { ageMs: 60_000, heapBytes: 500 * 1024 * 1024 }, false],
  ['old, with somebody there', { ageMs: 48 * hour, isIdle: false }, false],
])('a page that is %s', (_title, age, isDue) => {
  expect(isRenewalDue({ isIdle: true, night: false, heapBytes: null, ...age })).toBe(isDue)
})
