import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ToPage } from '../../electron/contract/messages.ts'
import type { LastTap, Push, PushName } from '../../electron/contract/pushes.ts'
import type { SimulatedCard } from '../../electron/reader/simulated/card-image.ts'
import { openPageSocket, type PageSocket } from './page-socket.ts'
import type { Program } from './program.ts'
import { startReader, startStation, type RunningStation, type StationSetup } from './station.ts'

/** A station with the page that stands before it, from one start to its end. */
export interface Life extends RunningStation {
  page: PageSocket
}

/** Thrown when a station ends while somebody waits for it. */
export class Gone extends Error {}

export const startLife = async (setup: StationSetup): Promise<Life> => {
  const station = await startStation(setup)
  const page = await openPageSocket(station.url)
  // What was shown before comes first; only what follows is of this life.
  await Promise.all([page.nextPush('lastTap', () => true), page.nextPush('home', () => true)])
  return Object.assign(station, { page })
}

/** The next message of `life`'s page after the first `from` ones; rejects with `Gone` when the station ends. */
const next = (life: Life, from: number, isWanted: (message: ToPage) => boolean): Promise<ToPage> =>
  Promise.race([
    life.page.next((message) => isWanted(message) && life.page.received.indexOf(message) >= from),
    life.ended.then(() => {
      throw new Gone('the station ended')
    }),
  ])

/** The next push of a name after the first `from` messages. */
export const nextPush = async <N extends PushName>(
  life: Life,
  from: number,
  name: N,
  isWanted: (value: Push<N>) => boolean = () => true,
): Promise<Push<N>> => {
  const message = await next(
    life,
    from,
    (message) => message.type === 'push' && message.name === name && isWanted(message.value as Push<N>),
  )
  return (message as { value: Push<N> }).value
}

/** What the page was shown of taps, in order. */
export const tapsShown = ({ page }: Life): LastTap[] =>
  page.received.flatMap((message) =>
    message.type === 'push' && message.name === 'lastTap' && message.value !== null
      ? [message.value as LastTap]
      : [],
  )

/** A reader on a serial port that stands through every restart of its station, and cards to put on it. */
export interface Visitors {
  port: string
  reader: Program
  /** Puts the card down and lifts it when its result is shown. */
  tap(life: Life, card: string): Promise<LastTap>
  place(card: string): void
  lift(): void
}

export const startVisitors = async (dir: string, cards: readonly SimulatedCard[]): Promise<Visitors> => {
  const port = join(dir, 'reader')
  const file = join(dir, 'cards.json')
  writeFileSync(file, JSON.stringify(cards))
  // Faster than a real wire: what is tested stands behind it.
  const reader = await startReader(port, ['--cards', file, '--baud', '921600'])
  const place = (card: string): void => {
    reader.say(`place ${card}`)
  }
  const lift = (): void => {
    reader.say('remove')
  }
  return {
    port,
    reader,
    place,
    lift,
    tap: async (life, card) => {
      const placed = life.page.received.length
      place(card)
      const tap = await nextPush(life, placed, 'lastTap')
      if (tap === null) throw new Error('a tap without a result')
      const shown = life.page.received.length
      lift()
      await nextPush(life, shown, 'home', (home) => home.reader.state === 'ready')
      return tap
    },
  }
}
