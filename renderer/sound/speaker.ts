import { render } from './render.ts'
import { sounds, type Sound } from './sounds.ts'

/** The part of the browser's audio that the station uses. */
export type Audio = Pick<
  AudioContext,
  'sampleRate' | 'state' | 'destination' | 'resume' | 'createBuffer' | 'createBufferSource'
>

export interface Speaker {
  /** Sounds at once, and cuts what still sounds. */
  play: (sound: Sound) => void
}

interface Parts {
  openAudio: () => Audio
  report: (problem: string, cause?: unknown) => void
}

/** Opens the loudspeaker with the first sound. A machine without one stays silent and says so once. */
export const createSpeaker = ({ openAudio, report }: Parts): Speaker => {
  let audio: Audio | null = null
  let isBroken = false
  let playing: AudioBufferSourceNode | null = null
  const buffers = new Map<Sound, AudioBuffer>()

  const bufferOf = (from: Audio, sound: Sound): AudioBuffer => {
    const known = buffers.get(sound)
    if (known) return known
    const samples = render(sounds[sound], from.sampleRate)
    const buffer = from.createBuffer(1, samples.length, from.sampleRate)
    buffer.copyToChannel(samples, 0)
    buffers.set(sound, buffer)
    return buffer
  }

  const start = (sound: Sound): void => {
    audio ??= openAudio()
    if (audio.state === 'suspended')
      audio.resume().catch((cause: unknown) => {
        report('the loudspeaker did not open', cause)
      })
    const source = audio.createBufferSource()
    source.buffer = bufferOf(audio, sound)
    source.connect(audio.destination)
    playing?.stop()
    playing = source
    source.start()
  }

  return {
    play: (sound) => {
      if (isBroken) return
      try {
        start(sound)
      } catch (cause) {
        isBroken = true
        report('there is no loudspeaker', cause)
      }
    },
  }
}
