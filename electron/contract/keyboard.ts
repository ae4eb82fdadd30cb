import { z } from 'zod'

export const mostLetters = 40
export const mostCandidates = 60

/** Letters of pinyin; ' splits syllables, v is \u00fc. */
export const pinyinTyped = z.string().regex(/^[a-z']{0,40}$/)

/** A word that the typed letters may mean. */
export const typingCandidate = z.object({
  text: z.string().min(1).max(mostLetters),
  /** How many of the typed letters and marks it stands for; the rest stays as it was typed. */
  takes: z.int().min(1).max(mostLetters),
})
export type TypingCandidate = z.infer<typeof typingCandidate>

export const typingOffer = z.object({
  /** What was typed, with ' between its syllables. */
  reading: z.string().max(2 * mostLetters),
  /** Likeliest first; none for no letters. */
  candidates: z.array(typingCandidate).max(mostCandidates),
})
export type TypingOffer = z.infer<typeof typingOffer>
