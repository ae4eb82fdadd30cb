import { foreigner2017 } from './foreigner2017.ts'
import { foreigner2023 } from './foreigner2023.ts'
import { hmt } from './hmt.ts'
import type { Layout } from './layout.ts'
import { resident, unknown } from './resident.ts'

/** The letter at offset 248 tells the layouts apart; nothing there means a citizen's card. */
const byLetter: Readonly<Record<string, Layout>> = {
  '': resident,
  I: foreigner2017,
  Y: foreigner2023,
  J: hmt,
}

export const letterOffset = 248

export const layoutOf = (letter: string): Layout =>
  (Object.hasOwn(byLetter, letter) ? byLetter[letter] : undefined) ?? unknown
