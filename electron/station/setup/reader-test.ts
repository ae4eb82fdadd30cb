import type { Clock } from '../../base/clock.ts'
import type { ReaderTest } from '../../contract/setup.ts'
import { maskPerson } from '../../contract/values.ts'
import type { ReaderEvent, ReaderHealth } from '../../reader/card-reader.ts'

/** A page that shows the test asks more often than this. */
const watchedMs = 3_000

/** The reader test: while it runs, a card is only looked at. */
export interface CardTest {
  isOn: () => boolean
  /** A page shows the test: cards belong to it for a moment more. */
  watch: () => void
  take: (event: ReaderEvent) => void
  shown: (health: ReaderHealth) => ReaderTest
  /** Whose card was seen last: `null` for somebody whom the station does not know, `undefined` without one. */
  owner: () => string | null | undefined
  /** Forgets what lay there, and lets go of the reader. */
  end: () => void
}

const nothing = (): Pick<ReaderTest, 'card' | 'unread' | 'lifted'> => ({
  card: null,
  unread: false,
  lifted: false,
})

/** `isSetup`: before the station opened, no card is anything else but a test. */
export const createCardTest = (
  clock: Clock,
  isSetup: () => boolean,
  find: (idNumber: string) => string | null,
): CardTest => {
  let until = Number.NEGATIVE_INFINITY
  let seen = nothing()
  /** An id of ours alone is kept of the card, and a masked name. */
  let owner: string | null | undefined
  const isWatched = (): boolean => clock.monotonic() < until
  return {
    isOn: () => isSetup() || isWatched(),
    watch: () => {
      if (!isWatched()) {
        seen = nothing()
        owner = undefined
      }
      until = clock.monotonic() + watchedMs
    },
    take: (event) => {
      switch (event.kind) {
        case 'cardSeen': {
          const { name, nameEn, idNumber } = event.card.reveal()
          owner = find(idNumber)
          const ms = Math.max(0, event.timing.lastByteAt - event.timing.foundAt)
          seen = { card: { person: maskPerson(name, nameEn), ms }, unread: false, lifted: false }
          return
        }
        case 'cardUnreadable':
        case 'cardUnverified':
        case 'notIdCard':
          owner = undefined
          seen = { card: null, unread: true, lifted: false }
          return
        case 'cardGone':
          seen = { ...seen, lifted: seen.card !== null }
          return
        case 'cardLeft':
        case 'stateChanged':
      }
    },
    owner: () => (isWatched() ? owner : undefined),
    shown: ({ state, port }) => ({ state, port, ...seen }),
    end: () => {
      until = Number.NEGATIVE_INFINITY
      owner = undefined
      seen = nothing()
    },
  }
}
