import type { Clock } from '../../base/clock.ts'

/** Long enough to fetch a card from the coat, too short for the next person's card. */
const keptMs = 60_000

export interface Asked {
  event: string
  /** Waits for a place where none is left. */
  wait: boolean
}

/** What a page wants the next card to sign up for. There is one reader, so there is one wish: the last one. */
export interface NextCard {
  readonly ask: (page: string, asked: Asked | null) => void
  readonly current: () => Asked | null
  /** A card has signed up, or was refused. */
  readonly used: () => void
  /** The page went home, or is gone. */
  readonly ended: (page: string) => void
}

export const createNextCard = (clock: Clock): NextCard => {
  let wish: { page: string; asked: Asked; until: number } | null = null
  return {
    ask: (page, asked) => {
      if (asked !== null) wish = { page, asked, until: clock.monotonic() + keptMs }
      else if (wish?.page === page) wish = null
    },
    current: () => (wish !== null && clock.monotonic() < wish.until ? wish.asked : null),
    used: () => {
      wish = null
    },
    ended: (page) => {
      if (wish?.page === page) wish = null
    },
  }
}
