import type { VoiceLanguage } from '../../electron/contract/voice.ts'
import type { Piece, Speaker } from '../sound/speaker.ts'
import type { Clips } from './clips.ts'
import { compose, type Breath } from './compose.ts'
import type { Synth } from './synth.ts'

interface Parts {
  speaker: Pick<Speaker, 'speak' | 'cut' | 'wake'>
  clips: Clips
  synth: Synth
  /** What is said at this moment, `null` when nothing is. */
  onSpeaking: (text: string | null) => void
}

export interface Voice {
  /**
   * Says some texts, one after the other, and cuts what was said before. Resolves when all was said or cut, with whether
   * there was anything that the station can say.
   */
  say: (texts: readonly string[], language: VoiceLanguage, gain: number) => Promise<'said' | 'nothing'>
  stop: () => void
}

/** A part of what is said, by one of the two voices. */
type Part =
  | { kind: 'clips'; breaths: (Breath & { clips: NonNullable<Breath['clips']> })[] }
  | { kind: 'synth'; text: string }

/** Who says what: recordings, then the machine's own voice, then the shipped clips; what nobody can say is left out. */
const share = (breaths: readonly Breath[], clips: Clips, hasSynth: boolean): Part[] => {
  const parts: Part[] = []
  for (const breath of breaths) {
    const found = breath.clips
    const isRecorded = found?.every((clip) => clips.isRecorded(clip)) === true
    const last = parts.at(-1)
    if (found && (isRecorded || !hasSynth)) {
      const said = { ...breath, clips: found }
      if (last?.kind === 'clips') last.breaths.push(said)
      else parts.push({ kind: 'clips', breaths: [said] })
    } else if (hasSynth) {
      if (last?.kind === 'synth') last.text += breath.text
      else parts.push({ kind: 'synth', text: breath.text })
    }
  }
  return parts
}

const piecesOf = async (
  breaths: Extract<Part, { kind: 'clips' }>['breaths'],
  clips: Clips,
): Promise<Piece[]> => {
  const pieces: Piece[] = []
  for (const breath of breaths)
    for (const [at, clip] of breath.clips.entries()) {
      const pauseMs = at === breath.clips.length - 1 ? breath.pauseMs : 0
      const piece = await clips.piece(clip, { first: pieces.length === 0, pauseMs })
      if (piece) pieces.push(piece)
    }
  return pieces
}

/** The station's voice. One thing is said at a time: what is new cuts what is old. */
export const createVoice = ({ speaker, clips, synth, onSpeaking }: Parts): Voice => {
  let turn = 0

  const stop = (): void => {
    turn += 1
    speaker.cut()
    synth.cut()
    onSpeaking(null)
  }

  const sayPart = async (part: Part, isMine: () => boolean, how: [VoiceLanguage, number]): Promise<void> => {
    if (part.kind === 'synth') {
      onSpeaking(part.text)
      await synth.speak(part.text, ...how)
      return
    }
    const pieces = await piecesOf(part.breaths, clips)
    if (!isMine() || pieces.length === 0) return
    onSpeaking(part.breaths.map(({ text }) => text).join(''))
    await speaker.speak(pieces)
  }

  const say: Voice['say'] = async (texts, language, gain) => {
    stop()
    const mine = turn
    const isMine = (): boolean => turn === mine
    const isAwake = await speaker.wake()
    const lexicon = (await clips.lexicon(language)) ?? { language, clips: new Map() }
    const breaths = texts.flatMap((text) => compose(text, lexicon))
    const parts = share(breaths, clips, synth.has(language))
    for (const part of parts)
      if (isMine() && (isAwake || part.kind === 'synth')) await sayPart(part, isMine, [language, gain])
    if (isMine()) onSpeaking(null)
    return parts.length === 0 ? 'nothing' : 'said'
  }

  return { say, stop }
}
