import { systemClock } from '../base/clock.ts'

/** A line that the shell said, and when: the log belongs to the core, which may not be there. */
export interface Said {
  at: number
  line: string
}

const mostKept = 100
const unheard: Said[] = []
let hear: ((said: Said) => void) | null = null

const pass = (): void => {
  if (hear !== null) for (const said of unheard.splice(0)) hear(said)
}

/** For the log alone: the launcher has said it already. */
export const keepSaid = (said: Said): void => {
  unheard.push(said)
  if (unheard.length > mostKept) unheard.shift()
  pass()
}

/** One line for the terminal, where there is one, and for the log. No personal data. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
  keepSaid({ at: systemClock.now(), line })
}

/** Who keeps what is said from now on, and what nobody has heard yet; `null` for nobody. */
export const hearSaid = (next: ((said: Said) => void) | null): void => {
  hear = next
  pass()
}
