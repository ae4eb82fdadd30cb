import type { TypingCandidate } from '../../../electron/contract/keyboard.ts'
import type { Board } from './typing-state.ts'

/** Measures of a candidate's key, in rem: a character, what stands beside the text, the least key, the gap. */
const characterWidth = 2.5
const beside = 2.75
const leastWidth = 5
const gap = 1

const widthOf = ({ text }: TypingCandidate): number =>
  Math.max(leastWidth, Array.from(text).length * characterWidth + beside)

/** What stands in the row: words for the letters, or in an empty field what is likely written there. */
export const offered = ({ field, text, letters, answer }: Board): readonly TypingCandidate[] => {
  if (letters !== '') return answer?.offer?.candidates ?? []
  return text === '' ? field.likely.map((word) => ({ text: word, takes: 0 })) : []
}

/** Candidates page by page, as many on each as stand side by side in this width. A page holds one at least. */
export const candidatePages = (
  candidates: readonly TypingCandidate[],
  width: number,
): (readonly TypingCandidate[])[] => {
  const pages: TypingCandidate[][] = [[]]
  let used = 0
  for (const candidate of candidates) {
    const own = widthOf(candidate)
    const page = pages.at(-1)
    if (page === undefined || (page.length > 0 && used + gap + own > width)) {
      pages.push([candidate])
      used = own
    } else {
      used += page.length > 0 ? gap + own : own
      page.push(candidate)
    }
  }
  return pages
}
