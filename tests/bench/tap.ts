import type { Page } from '@playwright/test'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../electron/base/clock.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import type { Push } from '../../electron/contract/pushes.ts'
import { find, presence, read, type Command } from '../../electron/reader/sam/commands.ts'
import { pollMs } from '../../electron/reader/sam/session.ts'
import { SimulatedDevice, type Wire, type WireEnd } from '../../electron/reader/simulated/device.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { PseudoTerminal } from '../../electron/reader/simulated/pseudo-terminal.ts'
import { settleMs } from '../../renderer/flow/steps.ts'
import { openKioskPage, startBrowser } from '../support/browser.ts'
import { quantile, say, sayLoad, spread } from '../support/figures.ts'
import { newFolder, removeFolder, startStation, type RunningStation } from '../support/station.ts'
import { keepAlive, until } from '../support/until.ts'

/**
 * A whole station from outside: this program is the reader on a pseudo-terminal and the eyes before the screen. The
 * time that counts runs from the last byte of the card's answer to the success in the document of a real Chromium.
 * An argument is the folder of a station to measure instead of a new one.
 */
const taps = 60

/** Milliseconds since 1970, finer than `Date.now()`: the clock that this program shares with the page. */
const wallNow = (): number => performance.timeOrigin + performance.now()

/** Remembers when the last byte of the newest card answer left, and which request came last. */
class WatchedDevice extends SimulatedDevice {
  lastByteAt = 0
  #asked = ''

  override attach(end: WireEnd): Wire {
    this.onRequest((...asked) => {
      this.#asked = asked.join()
    })
    return super.attach({
      receive: (bytes) => {
        if (this.isAsked(read)) this.lastByteAt = wallNow()
        end.receive(bytes)
      },
      hangUp: () => {
        end.hangUp()
      },
    })
  }

  /** Whether `command` is what the driver asked for last. */
  isAsked({ bytes }: Command): boolean {
    return this.#asked === bytes.subarray(7, 9).join()
  }
}

/** A pseudo-terminal with nothing behind it: what the system itself takes to carry bytes through one. */
class BareTerminal extends SimulatedDevice {
  #end: WireEnd | null = null
  #arrived: () => void = () => undefined

  override attach(end: WireEnd): Wire {
    this.#end = end
    return { send: () => undefined, detach: () => undefined }
  }

  /** Reads at the other side. */
  listen(path: string): void {
    createReadStream(path)
      .on('data', () => {
        this.#arrived()
      })
      // The name goes away at the end, under the reader.
      .on('error', () => undefined)
  }

  /** Milliseconds from writing a few bytes to having them. */
  async carry(): Promise<number> {
    const arrival = new Promise<void>((resolve) => {
      this.#arrived = resolve
    })
    const from = wallNow()
    this.#end?.receive(Buffer.alloc(16))
    await arrival
    return wallNow() - from
  }
}

/** What the page saw of one tap, in milliseconds since 1970. */
interface Sight {
  seq: number
  outcome: string
  /** The message came. */
  messageAt: number
  /** The success stands in the document. */
  shownAt: number
  /** The frame with it was handed to the screen. */
  paintedAt: number
}

type Way = NonNullable<NonNullable<Push<'demo'>>['way']>

declare global {
  interface Window {
    tellSight(sight: Sight): void
    tellDemo(message: string): void
  }
}

/** Runs in the page, before the page's own code. */
const watchPage = (): void => {
  const now = (): number => performance.timeOrigin + performance.now()
  const messages = new Map<number, number>()
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL) {
      super(url)
      this.addEventListener('message', ({ data }: MessageEvent<string>) => {
        const [, name] = /"name":"(\w+)"/.exec(data) ?? []
        if (name === 'lastTap') messages.set(Number(/"seq":(\d+)/.exec(data)?.[1]), now())
        if (name === 'demo') window.tellDemo(data)
      })
    }
  }
  let newest = 0
  new MutationObserver(() => {
    const result = document.querySelector<HTMLElement>('[data-testid=checkin-result]')
    const seq = Number(result?.dataset.seq ?? 0)
    if (seq <= newest) return
    newest = seq
    const sight = {
      seq,
      outcome: result?.dataset.outcome ?? '',
      messageAt: messages.get(seq) ?? 0,
      shownAt: now(),
    }
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        window.tellSight({ ...sight, paintedAt: now() })
      }
      channel.port2.postMessage(null)
    })
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-seq'] })
}

/** The page's clock minus this program's, from the quickest of many questions. */
const clockOffset = async (page: Page): Promise<{ offset: number; within: number }> => {
  let best = { offset: 0, within: Infinity }
  for (let i = 0; i < 50; i++) {
    const asked = wallNow()
    const there = await page.evaluate(() => performance.timeOrigin + performance.now())
    const answered = wallNow()
    const within = (answered - asked) / 2
    if (within < best.within) best = { offset: there - (asked + answered) / 2, within }
  }
  return best
}

interface Tap extends Sight, Pick<Way, 'checkMs' | 'commitMs'> {
  placedAt: number
  lastByteAt: number
  /** What a bare pseudo-terminal took right after. */
  bareMs: number
}

interface World {
  device: WatchedDevice
  bare: BareTerminal
  page: Page
  sights: Sight[]
  ways: Map<number, Way>
}

const tapOnce = async ({ device, bare, sights, ways }: World, person: number): Promise<Tap> => {
  const [card] = crowd(person + 1, businessDateOf(systemClock.now())).slice(-1)
  if (card === undefined) throw new Error('nobody there')
  const before = sights.length
  const placedAt = wallNow()
  device.place(card)
  await until(() => sights.length > before)
  const sight = sights.at(-1)
  if (sight?.outcome !== 'checkedIn') throw new Error(`${sight?.outcome ?? 'nothing'} instead of a check-in`)
  await until(() => ways.has(sight.seq))
  const { checkMs = 0, commitMs = 0 } = ways.get(sight.seq) ?? {}
  await until(() => device.isAsked(presence))
  const { lastByteAt } = device
  device.remove()
  await until(() => device.isAsked(find))
  // People do not come in step with the polling.
  await systemClock.sleep((person * 37) % pollMs)
  return { ...sight, placedAt, lastByteAt, bareMs: await bare.carry(), checkMs, commitMs }
}

/** The person goes on to the question, says no, and the home screen is back. Touches wait until the screen settled. */
const leave = async (page: Page): Promise<void> => {
  const settled = settleMs + 100
  await systemClock.sleep(settled)
  await page.getByRole('button', { name: words.result.ok }).click()
  await page.getByTestId('consent-no').waitFor()
  await systemClock.sleep(settled)
  await page.getByTestId('consent-no').click()
  await page.getByTestId('home').waitFor()
  await systemClock.sleep(settled)
}

/** The ways of one tap, milliseconds of each. */
const partsOf = (tap: Tap, offset: number) => ({
  'pseudo-terminal, driver and push': tap.messageAt - offset - tap.lastByteAt - tap.checkMs - tap.commitMs,
  decide: tap.checkMs,
  commit: tap.commitMs,
  'message to document': tap.shownAt - tap.messageAt,
})

const sayTaps = (where: string, all: readonly Tap[], offset: number): void => {
  const wholeOf = (tap: Tap): number => tap.shownAt - offset - tap.lastByteAt
  const whole = all.map(wholeOf)
  say(`${where}, last byte of the card's answer to success in the document: ${spread(whole)}`)
  say(
    `  against the goals of 20 ms and 60 ms: ${(quantile(whole, 0.5) / 20).toFixed(2)} × and ${(quantile(whole, 0.99) / 60).toFixed(2)} ×`,
  )
  const line = (name: string, values: number[]): void => {
    say(`  ${name.padEnd(50)}${spread(values)}`)
  }
  const parts = all.map((tap) => Object.entries(partsOf(tap, offset)))
  for (const [index, [name]] of parts[0]?.entries() ?? [])
    line(
      name,
      parts.map((tap) => tap[index]?.[1] ?? 0),
    )
  line(
    'beside it, bytes through a bare pseudo-terminal',
    all.map((tap) => tap.bareMs),
  )
  line(
    'document to frame handed over',
    all.map((tap) => tap.paintedAt - tap.shownAt),
  )
  line(
    'card placed to success in the document',
    all.map((tap) => tap.shownAt - offset - tap.placedAt),
  )
  const slowest = all.toSorted((a, b) => wholeOf(b) - wholeOf(a)).slice(0, 3)
  for (const tap of slowest) {
    const split = Object.entries(partsOf(tap, offset)).map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
    say(`  slow: tap ${String(all.indexOf(tap) + 1)}, ${wholeOf(tap).toFixed(1)} ms = ${split.join(' + ')}`)
  }
}

const openWorld = async (
  page: Page,
  devices: Pick<World, 'device' | 'bare'>,
  url: string,
): Promise<World> => {
  const sights: Sight[] = []
  const ways = new Map<number, Way>()
  await page.exposeFunction('tellSight', (sight: Sight) => sights.push(sight))
  await page.exposeFunction('tellDemo', (text: string) => {
    const { value } = JSON.parse(text) as { value: Push<'demo'> }
    if (value?.way) ways.set(value.way.seq, value.way)
  })
  await page.addInitScript(watchPage)
  await page.goto(url)
  await page.getByTestId('home').waitFor()
  return { ...devices, page, sights, ways }
}

const measure = async (
  page: Page,
  devices: Pick<World, 'device' | 'bare'>,
  station: RunningStation,
): Promise<void> => {
  const world = await openWorld(page, devices, station.url)
  await station.healthy(({ reader }) => reader.state === 'ready')
  const { offset, within } = await clockOffset(page)
  say(`the page's clock differs by ${offset.toFixed(2)} ms, known within ${within.toFixed(2)} ms`)
  sayLoad()
  const queue: Tap[] = []
  for (let person = 0; person < taps; person++) queue.push(await tapOnce(world, person))
  sayTaps('one after another', queue, offset)
  await leave(page)
  const single: Tap[] = []
  for (let person = taps; person < 2 * taps; person++) {
    single.push(await tapOnce(world, person))
    await leave(page)
  }
  sayTaps('each from the home screen', single, offset)
  sayLoad()
}

const [keptFolder] = process.argv.slice(2)
const folder = newFolder()
const port = join(folder, 'reader')
const stayAlive = keepAlive()
const device = new WatchedDevice({ clock: systemClock })
const terminal = new PseudoTerminal(port, device, systemClock, say)
await terminal.plug()
const bare = new BareTerminal({ clock: systemClock })
const bareTerminal = new PseudoTerminal(join(folder, 'bare'), bare, systemClock, say)
await bareTerminal.plug()
bare.listen(join(folder, 'bare'))
const browser = await startBrowser()
try {
  const station = await startStation({ dir: keptFolder ?? join(folder, 'data'), reader: port })
  try {
    await measure(await openKioskPage(browser), { device, bare }, station)
  } finally {
    await station.stop()
  }
} finally {
  await browser.close()
  await terminal.pull()
  await bareTerminal.pull()
  removeFolder(folder)
  stayAlive()
}
