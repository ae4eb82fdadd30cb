import { watch } from 'vue'
import type { VoiceLanguage } from '../../electron/contract/voice.ts'
import type { PageClock } from '../clock.ts'
import type { Said } from '../flow-state.ts'
import type { Speaker } from '../sound/speaker.ts'
import { useSound } from '../stores/sound.ts'
import { words } from '../words/words.ts'
import { createClips } from './clips.ts'
import { sayByItself } from './outcome-says.ts'
import { textsOf } from './page-text.ts'
import { createSynth } from './synth.ts'
import { createVoice } from './voice.ts'

interface Parts {
  speaker: Speaker
  clock: PageClock
  report: (problem: string, cause?: unknown) => void
}

const fetchFile = async (address: string): Promise<ArrayBuffer> => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address} answered ${String(answer.status)}`)
  return answer.arrayBuffer()
}

/** The language that the page is drawn in. */
const languageNow = (): VoiceLanguage => (document.documentElement.lang.startsWith('en') ? 'en' : 'zh')

/** The voice of this page: reads what stands on it, and says by itself what it has to. */
export const createPageVoice = ({
  speaker,
  clock,
  report,
}: Parts): { listen: () => Promise<void>; say: (what: Said) => void; hush: () => void } => {
  const sound = useSound()
  const clips = createClips({ fetchFile, decode: speaker.decode, report })
  const synth = createSynth({
    // Not every browser has it.
    engine: 'speechSynthesis' in window ? window.speechSynthesis : undefined,
    newUtterance: (text) => new SpeechSynthesisUtterance(text),
    after: (ms, task) => clock.after(ms, task),
  })
  const voice = createVoice({
    speaker,
    clips,
    synth,
    onSpeaking: (what) => {
      sound.setSpeaking(what)
    },
  })
  watch(
    () => sound.snapshot.own,
    (own) => {
      clips.setOwn(own)
    },
    { immediate: true },
  )

  const say = async (texts: readonly string[]): Promise<'said' | 'nothing'> => {
    if (sound.level === 0) return 'said'
    return voice.say(texts, languageNow(), sound.gain)
  }

  sound.drive({
    say: (text) => {
      void say([text])
    },
    playRecording: async (file) => {
      voice.stop()
      const piece = await clips.recording(file)
      if (piece === null) return false
      await speaker.speak([piece])
      return true
    },
  })

  return {
    listen: async () => {
      const root = document.querySelector('.screens')
      if ((await say(root ? textsOf(root) : [])) === 'nothing') await say([words.voice.cannot])
    },
    say: (what) => {
      void say([sayByItself(what)])
    },
    hush: voice.stop,
  }
}
