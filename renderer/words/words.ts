import { shallowReactive, shallowRef } from 'vue'
import type { ResidentWords } from '../../electron/contract/words/spoken.ts'
import { words as chinese } from '../../electron/contract/words/zh-CN.ts'

export type Language = 'zh' | 'en'

/** The words of the residents' screens, in the language that is spoken. Staff's pages take theirs from the contract: they are Chinese only. */
export const words: ResidentWords = shallowReactive({ ...chinese })

/** The language that `words` are in. Screens are drawn anew where it changes. */
export const spoken = shallowRef<Language>('zh')

const known: Record<Language, ResidentWords | null> = { zh: chinese, en: null }
let wanted: Language = 'zh'

const refill = (): void => {
  const those = known[wanted]
  if (those === null || spoken.value === wanted) return
  Object.assign(words, those)
  spoken.value = wanted
}

/** Changes the words of the whole page: at once, or as soon as they have come. */
export const speak = (language: Language): void => {
  wanted = language
  refill()
}

/** Brings the words that are not part of the first load. */
export const learnEnglish = async (): Promise<void> => {
  if (known.en !== null) return
  const { english } = await import('../../electron/contract/words/en/words.ts')
  known.en = english
  refill()
}
