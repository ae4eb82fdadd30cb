import type { Clip, VoiceLanguage, VoiceManifest } from '../../electron/contract/voice.ts'
import { spellChinese } from './numbers.ts'
import { spellEnglish } from './english-numbers.ts'

/** A part of a text that is said in one breath. */
export interface Breath {
  /** As it stands on the page. */
  text: string
  pauseMs: number
  /** The clips that say it, `null` where the station has none for some of it. */
  clips: Clip[] | null
}

/** Everything that can be said in one language, found by its words. */
export interface Lexicon {
  language: VoiceLanguage
  clips: ReadonlyMap<string, Clip>
}

const shortPauseMs = 150
const longPauseMs = 350
/** Full stops, question and exclamation marks, the end of a line. */
const fullStop = /[\u3002\uff1f\uff01?!]$|\.$/

const spell = { zh: spellChinese, en: spellEnglish } as const

/** Only what is spoken: no blanks, no marks; in English lower-case words with one blank between them. */
export const plainOf = (text: string, language: VoiceLanguage): string =>
  language === 'zh'
    ? text.replaceAll(/[^\p{L}\p{N}]/gu, '')
    : text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
        .trim()

const unitsOf = (plain: string, language: VoiceLanguage): string[] =>
  language === 'zh' ? Array.from(plain) : plain.split(' ').filter((word) => word !== '')

/** All clips of a manifest that are in one language. */
export const lexiconOf = ({ clips }: Pick<VoiceManifest, 'clips'>, language: VoiceLanguage): Lexicon => ({
  language,
  clips: new Map(
    clips
      .filter((clip) => clip.language === language)
      .map((clip) => [plainOf(spell[language](clip.text), language), clip]),
  ),
})

/** The fewest clips that say all of some words, `null` where some cannot be said. */
const cover = (words: string[], { language, clips }: Lexicon): Clip[] | null => {
  const glue = language === 'zh' ? '' : ' '
  const best: (Clip[] | null)[] = [[], ...words.map(() => null)]
  for (let end = 1; end <= words.length; end += 1) {
    for (let start = 0; start < end; start += 1) {
      const before = best[start]
      const clip = clips.get(words.slice(start, end).join(glue))
      if (!before || !clip) continue
      const kept = best[end]
      if (!kept || before.length + 1 < kept.length) best[end] = [...before, clip]
    }
  }
  return best[words.length] ?? null
}

/**
 * What is said of a text, breath by breath. A breath ends at a mark; where some of it has no clip the whole breath
 * has none: half a sentence says something else.
 */
export const compose = (text: string, lexicon: Lexicon): Breath[] =>
  text
    // A mark between two figures belongs to the number.
    .split(/(?<=[\u3001\u3002\uff0c\uff1a\uff1b\uff1f\uff01])|(?<=[,.;?!])(?=\s)|\n/)
    .map((piece) => piece.trim())
    .flatMap((piece): Breath[] => {
      const words = unitsOf(plainOf(spell[lexicon.language](piece), lexicon.language), lexicon.language)
      if (words.length === 0) return []
      const pauseMs = fullStop.test(piece) ? longPauseMs : shortPauseMs
      return [{ text: piece, pauseMs, clips: cover(words, lexicon) }]
    })
