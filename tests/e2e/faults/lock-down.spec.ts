import type { CDPSession, Page } from '@playwright/test'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { expect, result, test } from '../fixtures.ts'
import { openDoor, typePin } from '../staff/door.ts'

interface Recorded {
  name: string
  key: string
  prevented: boolean
}

/** Notes every event that could lead out, and after it was dealt with whether the browser may still act on it. */
const record = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const recorded: Recorded[] = []
    Object.assign(window, { recorded })
    for (const name of ['keydown', 'contextmenu', 'dragstart', 'wheel', 'drop', 'paste'])
      window.addEventListener(
        name,
        (event) => {
          const key = event instanceof KeyboardEvent ? event.key : ''
          requestAnimationFrame(() => recorded.push({ name, key, prevented: event.defaultPrevented }))
        },
        { capture: true, passive: true },
      )
  })
}

const recordedOn = (page: Page): Promise<Recorded[]> =>
  page.evaluate(() => (window as unknown as { recorded: Recorded[] }).recorded)

const names = (text: string): string[] => text.split(' ')

const accelerators = [
  ...names('F1 F3 F5 F6 F7 F10 F11 F12 ContextMenu PrintScreen Insert'),
  ...names('r R w n N t T p s o u i I j J f g h l d a q + - = 0 Tab F4 F5 Enter').map(
    (key) => `Control+${key}`,
  ),
  ...names('ArrowLeft ArrowRight F4 Home d f Enter').map((key) => `Alt+${key}`),
  ...names('d l r Tab').map((key) => `Meta+${key}`),
]

const scaleOf = (page: Page) =>
  page.evaluate(() => ({ pinch: window.visualViewport?.scale, ratio: window.devicePixelRatio }))

const gestures = async (session: CDPSession, { width, height }: { width: number; height: number }) => {
  const [x, y] = [width / 2, height / 2]
  await session.send('Input.synthesizePinchGesture', { x, y, scaleFactor: 3, gestureSourceType: 'touch' })
  await session.send('Input.synthesizePinchGesture', { x, y, scaleFactor: 0.3, gestureSourceType: 'touch' })
  for (const [from, distance] of [
    [2, width - 10],
    [width - 2, 10 - width],
  ] as const)
    await session.send('Input.synthesizeScrollGesture', {
      x: from,
      y,
      xDistance: distance,
      gestureSourceType: 'touch',
      speed: 4_000,
    })
  for (const deltaY of [-120, 120])
    await session.send('Input.dispatchMouseEvent', {
      type: 'mouseWheel',
      x,
      y,
      deltaX: 0,
      deltaY,
      modifiers: 2,
    })
}

test('no key, no gesture and no button of a mouse leads out of the page or changes its size', async ({
  page,
  start,
  complaints,
}) => {
  expect(complaints).toEqual([])
  const station = await start()
  await record(page)
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  const before = { url: page.url(), scale: await scaleOf(page), pages: page.context().pages().length }

  for (const keys of accelerators) await page.keyboard.press(keys)
  const session = await page.context().newCDPSession(page)
  await gestures(session, page.viewportSize() ?? { width: 0, height: 0 })
  await page.mouse.click(300, 300, { button: 'right' })
  await page.mouse.click(300, 300, { button: 'middle' })
  await page.mouse.dblclick(400, 200)
  await page.evaluate(() => {
    for (const name of ['dragstart', 'drop', 'paste'])
      document.body.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }))
  })
  // A finger that stays: the browser would open its menu.
  await session.send('Input.synthesizeTapGesture', { x: 500, y: 500, duration: 1_200 })

  const events = await recordedOn(page)
  expect(events.length).toBeGreaterThan(accelerators.length)
  const shortcuts = events.filter(({ name, key }) => name !== 'keydown' || !/^(Enter|Tab|Home)$/.test(key))
  expect(shortcuts.filter(({ prevented }) => !prevented)).toEqual([])
  for (const name of ['contextmenu', 'dragstart', 'drop', 'paste', 'wheel'])
    expect(events.map((event) => event.name)).toContain(name)
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('')
  expect(await scaleOf(page)).toEqual(before.scale)
  expect(page.url()).toBe(before.url)
  expect(page.context().pages()).toHaveLength(before.pages)
  await expect(page.getByTestId('home')).toBeVisible()
})

test('a child that beats the screen twenty times a second changes nothing, and the next card counts', async ({
  page,
  reader,
  start,
}) => {
  const station = await start({ reader: reader.path })
  await station.healthy((health) => health.reader.state === 'ready')
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  const before = (await station.health()).store.records
  const { width, height } = page.viewportSize() ?? { width: 1, height: 1 }
  const session = await page.context().newCDPSession(page)
  // The same wild hand every time.
  let wild = 20_261_130
  const next = (limit: number): number => {
    wild = (wild * 1_103_515_245 + 12_345) % 2_147_483_648
    return wild % Math.floor(limit)
  }
  // A second of it at a time, without waiting for what the page makes of each.
  for (let second = 0; second < 6; second += 1) {
    const sent: Promise<unknown>[] = []
    for (let touch = 0; touch < 20; touch += 1) {
      const touchPoints = Array.from({ length: 1 + next(3) }, () => ({ x: next(width), y: next(height) }))
      sent.push(session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints }))
      sent.push(session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }))
    }
    await Promise.all(sent)
  }
  expect((await station.health()).store.records).toBe(before)
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  reader.say('place grandmother')
  await expect(result(page, 'checkedIn')).toBeVisible()
})

test('a panel whose touches make no clicks any more is helped by loading the page anew', async ({
  page,
  start,
}) => {
  const station = await start()
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await page.evaluate(() => {
    document.title = 'marked'
  })
  /** What a finger does when the browser has lost the thread: it begins and ends, and nothing follows. */
  const deadTouch = (): Promise<void> =>
    page.evaluate(() => {
      const finger = new Touch({ identifier: 1, target: document.body, clientX: 300, clientY: 300 })
      const send = (name: string, touches: Touch[]) =>
        document.body.dispatchEvent(
          new TouchEvent(name, { touches, changedTouches: [finger], bubbles: true, cancelable: true }),
        )
      send('touchstart', [finger])
      send('touchend', [])
    })
  await expect(async () => {
    await deadTouch()
    expect(await page.title()).not.toBe('marked')
  }).toPass({ intervals: [900] })
  await expect(page.getByTestId('home')).toBeVisible()
})

test('whoever guesses at a PIN is shut out, and then the right one does not help either', async ({
  page,
  start,
}) => {
  const station = await start({ demo: false, env: { STATION_PIN: '271828' } })
  await page.goto(station.url)
  await expect(page.getByTestId('home')).toBeVisible()
  await openDoor(page)
  await page.getByRole('button', { name: '值班员' }).first().tap()
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  const { triesLeft, lockedTitle } = words.console.door
  for (const left of [4, 3, 2, 1]) {
    await typePin(page, '846093')
    await expect(page.getByRole('alert')).toContainText(`${triesLeft[0]}${String(left)}${triesLeft[1]}`)
  }
  await typePin(page, '846093')
  await expect(page.getByRole('heading', { name: lockedTitle.join('') })).toBeVisible()
  await expect(page.getByTestId('pin-key-2')).toBeDisabled()
  // Nor does it help to go and come back.
  await page.getByRole('button', { name: words.console.door.change }).tap()
  await page.getByRole('button', { name: '值班员' }).first().tap()
  await expect(page.getByTestId('staff-console')).toHaveCount(0)
})
