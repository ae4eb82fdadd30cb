import { recordingsPath, type SoundSnapshot } from '../../electron/contract/sound.ts'
import {
  voiceManifest,
  type Clip,
  type VoiceLanguage,
  type VoiceManifest,
} from '../../electron/contract/voice.ts'
import type { Piece } from '../sound/speaker.ts'
import { lexiconOf, type Lexicon } from './compose.ts'

interface Parts {
  fetchFile: (address: string) => Promise<ArrayBuffer>
  decode: (file: ArrayBuffer) => Promise<AudioBuffer>
  report: (problem: string, cause?: unknown) => void
}

/** The clips of the station: what there is to say, and its sound. */
export interface Clips {
  /** `null` while the list of clips cannot be had. */
  lexicon: (language: VoiceLanguage) => Promise<Lexicon | null>
  /** Whether somebody recorded it, in the village or for everybody. */
  isRecorded: (clip: Clip) => boolean
  /** Its sound, `null` where its file is missing or broken. */
  piece: (clip: Clip, options: { first: boolean; pauseMs: number }) => Promise<Piece | null>
  /** One of the village's own, by its file. */
  recording: (file: string) => Promise<Piece | null>
  setOwn: (own: SoundSnapshot['own']) => void
}

/** Decoded sound is large: as much of it as a page needs is kept. */
const mostKept = 80
/** Nothing that replaces a clip is longer. */
const longestSeconds = 30

/** Sounds by their address, fetched and decoded once; one that cannot be played is said once and not tried again. */
const createBuffers = ({
  fetchFile,
  decode,
  report,
}: Parts): { get: (address: string) => Promise<AudioBuffer | null>; tryAgain: () => void } => {
  const kept = new Map<string, AudioBuffer>()
  const broken = new Set<string>()

  const load = async (address: string): Promise<AudioBuffer> => {
    const buffer = await decode(await fetchFile(address))
    if (buffer.duration > longestSeconds) throw new Error('longer than half a minute')
    kept.set(address, buffer)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return buffer
  }

  return {
    get: async (address) => {
      const known = kept.get(address)
      if (known) return known
      if (broken.has(address)) return null
      try {
        return await load(address)
      } catch (cause) {
        broken.add(address)
        report(`a clip cannot be played: ${address}`, cause)
        return null
      }
    },
    tryAgain: () => {
      broken.clear()
    },
  }
}

/** The clips that were shipped, and the village's own before them. */
export const createClips = (parts: Parts): Clips => {
  const { fetchFile, report } = parts
  const buffers = createBuffers(parts)
  let manifest: Promise<VoiceManifest> | null = null
  let own = new Map<string, string>()
  let revision = 0
  const addressOf = (file: string): string =>
    `${recordingsPath}${encodeURIComponent(file)}?r=${String(revision)}`
  /** By the clip's name, or by the very words that it says. */
  const ownOf = ({ key, language, text }: Clip): string | undefined =>
    language === 'zh' ? (own.get(key) ?? own.get(text)) : undefined

  const load = (): Promise<VoiceManifest> =>
    (manifest ??= fetchFile('/voice/manifest.json').then((file) =>
      voiceManifest.parse(JSON.parse(new TextDecoder().decode(file))),
    ))

  return {
    lexicon: async (language) => {
      try {
        return lexiconOf(await load(), language)
      } catch (cause) {
        manifest = null
        report('the list of clips did not come', cause)
        return null
      }
    },
    isRecorded: (clip) => !clip.placeholder || ownOf(clip) !== undefined,
    piece: async (clip, { first, pauseMs }) => {
      const address = ownOf(clip)
      const recorded = address === undefined ? null : await buffers.get(address)
      if (recorded) return { buffer: recorded, skipMs: 0, pauseMs }
      // Broken, or none: the shipped one.
      const shipped = await buffers.get(`/voice/${clip.file}`)
      // The lead-in is for the ear at the beginning; inside a sentence it would be a hole.
      const skipMs = first ? 0 : ((await manifest)?.leadMs ?? 0)
      return shipped && { buffer: shipped, skipMs, pauseMs }
    },
    recording: async (file) => {
      const buffer = await buffers.get(addressOf(file))
      return buffer && { buffer, skipMs: 0, pauseMs: 0 }
    },
    setOwn: (next) => {
      revision = next.revision
      own = new Map(next.files.map((file) => [file.replace(/\.[a-z0-9]+$/, ''), addressOf(file)]))
      buffers.tryAgain()
    },
  }
}
