import type { Page } from '@playwright/test'

/** One name of the list, with how long it stood there. */
export interface Stood {
  seq: number
  text: string
  ms: number
}

interface Shown {
  seq: number
  outcome: string
  /** Milliseconds since the page began. */
  at: number
}

/** Somebody who stands before the screen and never blinks. */
export interface Onlooker {
  /** The first result that was not seen before; taps that nobody waited for are skipped. */
  nextResult: () => Promise<Shown>
  results: () => Shown[]
  /** Everything that the list showed so far. */
  stood: () => Promise<Stood[]>
  /** Whether a question was ever on the screen. */
  wasAsked: () => Promise<boolean>
}

interface Notes {
  rows: Map<number, { text: string; from: number; to: number | null }>
  asked: boolean
}

/** Runs in the page: notes every change of what is on the screen at the moment it is made. */
const watchScreen = (): void => {
  const host = window as unknown as {
    onlookerNotes: Notes
    onlookerSaw: (shown: { seq: number; outcome: string; at: number }) => Promise<void>
  }
  const notes: Notes = { rows: new Map(), asked: false }
  host.onlookerNotes = notes
  let newest = 0
  const look = (): void => {
    const now = performance.now()
    const result = document.querySelector<HTMLElement>('[data-testid="checkin-result"]')
    const seq = Number(result?.dataset.seq ?? 0)
    if (seq > newest) {
      newest = seq
      void host.onlookerSaw({ seq, outcome: result?.dataset.outcome ?? '', at: now })
    }
    notes.asked ||= document.querySelector('[data-question]') !== null
    const rows = [...document.querySelectorAll<HTMLElement>('.crowd-names li')]
    const listed = new Map(rows.map((row) => [Number(row.dataset.seq), row.textContent]))
    for (const [rowSeq, text] of listed) {
      if (!notes.rows.has(rowSeq)) notes.rows.set(rowSeq, { text, from: now, to: null })
    }
    for (const [rowSeq, row] of notes.rows) if (!listed.has(rowSeq)) row.to ??= now
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
}

/** Puts somebody before the page; to be called before it is opened. */
export const standBefore = async (page: Page): Promise<Onlooker> => {
  const seen: Shown[] = []
  let taken = 0
  let wake: () => void = () => undefined
  await page.exposeFunction('onlookerSaw', (shown: Shown) => {
    seen.push(shown)
    wake()
  })
  await page.addInitScript(watchScreen)
  return {
    results: () => seen,
    nextResult: async () => {
      while (seen.length <= taken) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      taken = seen.length
      return seen.at(-1)!
    },
    stood: () =>
      page.evaluate(() => {
        const { rows } = (window as unknown as { onlookerNotes: Notes }).onlookerNotes
        const now = performance.now()
        return [...rows].map(([seq, { text, from, to }]) => ({ seq, text, ms: (to ?? now) - from }))
      }),
    wasAsked: () => page.evaluate(() => (window as unknown as { onlookerNotes: Notes }).onlookerNotes.asked),
  }
}
