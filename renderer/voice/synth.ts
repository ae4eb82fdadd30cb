import type { VoiceLanguage } from '../../electron/contract/voice.ts'

/** A voice of the machine itself, for what no clip exists for. */
export interface Synth {
  has: (language: VoiceLanguage) => boolean
  /** Resolves when it was said, or cut. */
  speak: (text: string, language: VoiceLanguage, gain: number) => Promise<void>
  cut: () => void
}

interface Parts {
  /** `undefined` in a browser that cannot speak. */
  engine: Pick<SpeechSynthesis, 'getVoices' | 'speak' | 'cancel'> | undefined
  newUtterance: (text: string) => SpeechSynthesisUtterance
  after: (ms: number, task: () => void) => () => void
}

/** Voices say four to five characters a second by themselves: three and a half at most are meant here. */
const rate = { zh: 0.7, en: 0.8 } as const
/** Some voices never say that they have ended. */
const longestMs = (text: string): number => 5_000 + 700 * text.length

const tongues: Record<VoiceLanguage, RegExp> = {
  // Cantonese reads the same characters as another language.
  zh: /^(?:zh(?![-_](?:hk|mo|yue))|cmn)/i,
  en: /^en/i,
}

/** Only voices of this machine: what stands on a page goes to nobody else's computer. */
export const createSynth = ({ engine, newUtterance, after }: Parts): Synth => {
  const voiceOf = (language: VoiceLanguage): SpeechSynthesisVoice | undefined =>
    engine?.getVoices().find(({ localService, lang }) => localService && tongues[language].test(lang))
  return {
    has: (language) => voiceOf(language) !== undefined,
    speak: (text, language, gain) =>
      new Promise((resolve) => {
        const voice = voiceOf(language)
        if (!engine || !voice) {
          resolve()
          return
        }
        const utterance = newUtterance(text)
        utterance.voice = voice
        utterance.lang = voice.lang
        utterance.rate = rate[language]
        utterance.volume = gain
        const giveUp = after(longestMs(text), () => {
          engine.cancel()
          resolve()
        })
        const end = (): void => {
          giveUp()
          resolve()
        }
        utterance.onend = end
        utterance.onerror = end
        engine.speak(utterance)
      }),
    cut: () => engine?.cancel(),
  }
}
