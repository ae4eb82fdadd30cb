import type { VoiceLanguage } from '../../electron/contract/voice.ts'
import { english } from '../../electron/contract/words/en/words.ts'
import { words as chinese } from '../../electron/contract/words/zh-CN.ts'
import type { Prompt } from './prompts.ts'
import { englishPrompts } from './prompts-en.ts'
import { chinesePrompts } from './prompts-zh.ts'

/** What the station can say in each language; for those who make its clips. */
export const everyPrompt: Record<VoiceLanguage, readonly Prompt[]> = {
  zh: chinesePrompts(chinese),
  en: englishPrompts(english),
}
