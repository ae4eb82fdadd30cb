import { render } from './render.ts'
import { sounds, type Sound } from './sounds.ts'

/** The part of the browser's audio that the station uses. */
export type Audio = Pick<
  AudioContext,
  | 'sampleRate'
  | 'state'
  | 'currentTime'
  | 'destination'
  | 'resume'
  | 'createBuffer'
  | 'createBufferSource'
  | 'createGain'
  | 'decodeAudioData'
> & { onstatechange: ((this: AudioContext, event: Event) => unknown) | null }

/** One piece of speech. */
export interface Piece {
  buffer: AudioBuffer
  /** What is left out at its beginning. */
  skipMs: number
  /** The silence after it. */
  pauseMs: number
}

export interface Speaker {
  /** Sounds at once, and cuts what still sounds; speech goes on. */
  play: (sound: Sound) => void
  /** Opens the loudspeaker, so that it is known whether it is locked. */
  open: () => void
  /** Tries to wake a loudspeaker that the browser keeps shut until somebody touches the page. */
  wake: () => Promise<boolean>
  decode: (file: ArrayBuffer) => Promise<AudioBuffer>
  /** One after the other, after the sound that still sounds. Resolves when all was heard, or when it was cut. */
  speak: (pieces: readonly Piece[]) => Promise<void>
  /** Cuts the speech. */
  cut: () => void
  /** 0 = silent, 1 = as loud as the loudspeaker is set. */
  setGain: (gain: number) => void
}

interface Parts {
  openAudio: () => Audio
  /** After `ms`; the returned function cancels it. */
  after: (ms: number, task: () => void) => () => void
  report: (problem: string, cause?: unknown) => void
  /** `null`: there is no loudspeaker. */
  onLocked?: (locked: boolean | null) => void
}

/** A loudspeaker that is not awake by then is locked until somebody touches the page. */
const wakeMs = 250
/** Between a sound and the word after it. */
const breathSeconds = 0.05

interface Opened {
  audio: Audio
  master: GainNode
}

const bufferMaker = (): ((audio: Audio, sound: Sound) => AudioBuffer) => {
  const buffers = new Map<Sound, AudioBuffer>()
  return (audio, sound) => {
    const known = buffers.get(sound)
    if (known) return known
    const samples = render(sounds[sound], audio.sampleRate)
    const buffer = audio.createBuffer(1, samples.length, audio.sampleRate)
    buffer.copyToChannel(samples, 0)
    buffers.set(sound, buffer)
    return buffer
  }
}

const start = (
  { audio, master }: Opened,
  buffer: AudioBuffer,
  when: number,
  offset = 0,
): AudioBufferSourceNode => {
  const source = audio.createBufferSource()
  source.buffer = buffer
  source.connect(master)
  source.start(when, offset)
  return source
}

/** Puts pieces one after the other from `at` on. */
const line = (opened: Opened, pieces: readonly Piece[], at: number): AudioBufferSourceNode[] => {
  let when = at
  return pieces.map(({ buffer, skipMs, pauseMs }) => {
    const offset = Math.min(skipMs / 1_000, buffer.duration)
    const source = start(opened, buffer, when, offset)
    when += buffer.duration - offset + pauseMs / 1_000
    return source
  })
}

/** The loudspeaker itself: opened once, woken when it sleeps, given up when there is none. */
interface Loudspeaker {
  opened: () => Opened | null
  use: () => Opened | null
  wake: () => Promise<boolean>
  fail: (cause: unknown) => void
  setGain: (gain: number) => void
}

const createLoudspeaker = ({ openAudio, after, report, onLocked = () => undefined }: Parts): Loudspeaker => {
  let opened: Opened | null = null
  let isBroken = false
  let gain = 1

  const fail = (cause: unknown): void => {
    isBroken = true
    opened = null
    onLocked(null)
    report('there is no loudspeaker', cause)
  }

  const use = (): Opened | null => {
    if (isBroken || opened) return opened
    try {
      const audio = openAudio()
      const master = audio.createGain()
      master.gain.value = gain
      master.connect(audio.destination)
      audio.onstatechange = () => {
        onLocked(audio.state !== 'running')
      }
      onLocked(audio.state !== 'running')
      opened = { audio, master }
    } catch (cause) {
      fail(cause)
    }
    return opened
  }

  const wake = async (): Promise<boolean> => {
    const audio = use()?.audio
    if (!audio || audio.state === 'running') return audio !== undefined
    const woken = audio.resume().then(
      () => true,
      (cause: unknown) => {
        report('the loudspeaker did not open', cause)
        return false
      },
    )
    const tooLate = new Promise<boolean>((resolve) => {
      after(wakeMs, () => {
        resolve(false)
      })
    })
    return Promise.race([woken, tooLate])
  }

  return {
    opened: () => opened,
    use,
    wake,
    fail,
    setGain: (next) => {
      gain = next
      if (opened) opened.master.gain.value = next
    },
  }
}

/** Everything that the station sounds and says. A machine without a loudspeaker stays silent and says so once. */
export const createSpeaker = (parts: Parts): Speaker => {
  const { opened, use, wake, fail, setGain } = createLoudspeaker(parts)
  let sounding: { source: AudioBufferSourceNode; until: number } | null = null
  let speaking: AudioBufferSourceNode[] = []
  const bufferOf = bufferMaker()

  const playNow = (to: Opened, sound: Sound): void => {
    try {
      const buffer = bufferOf(to.audio, sound)
      sounding?.source.stop()
      const source = start(to, buffer, 0)
      sounding = { source, until: to.audio.currentTime + buffer.duration }
    } catch (cause) {
      fail(cause)
    }
  }

  const cut = (): void => {
    for (const source of speaking) source.stop()
    speaking = []
  }

  return {
    play: (sound) => {
      const to = use()
      if (!to) return
      if (to.audio.state === 'running') playNow(to, sound)
      // What comes too late tells of something that is over.
      else
        void wake().then((isAwake) => {
          if (isAwake) playNow(to, sound)
        })
    },
    open: () => {
      use()
    },
    wake,
    decode: (file) => {
      const audio = use()?.audio
      return audio ? audio.decodeAudioData(file) : Promise.reject(new Error('there is no loudspeaker'))
    },
    speak: (pieces) =>
      new Promise((resolve) => {
        cut()
        const to = opened()
        if (to)
          speaking = line(to, pieces, Math.max(to.audio.currentTime, sounding?.until ?? 0) + breathSeconds)
        const last = speaking.at(-1)
        // A cut source ends too.
        if (last)
          last.onended = () => {
            resolve()
          }
        else resolve()
      }),
    cut,
    setGain,
  }
}
