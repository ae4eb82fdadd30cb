import { z } from 'zod'
import { call } from './call.ts'
import { mostLetters, pinyinTyped, typingOffer } from './keyboard.ts'

/** The pinyin keyboard. Its dictionary stays in the core. */
export const keyboardCalls = {
  /** `before`: the end of what stands in the field already. Without letters it only makes the words ready. */
  'keyboard.candidates': call(
    'typist',
    z.object({ typed: pinyinTyped, before: z.string().max(20) }),
    typingOffer,
  ),
  /** This was chosen for these letters: it stands in front next time. */
  'keyboard.learn': call(
    'typist',
    z.object({ typed: pinyinTyped.min(1), text: z.string().min(1).max(mostLetters) }),
    z.object({}),
  ),
} as const
