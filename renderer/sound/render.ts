import type { Tone } from './sounds.ts'

const attackMs = 10
const releaseMs = 40
/** Half of what fits: 6 dB below full. */
const peak = 0.5
/** Fundamental, second and third harmonic; together never above 1. */
const harmonics = [0.65, 0.25, 0.1]

const envelope = (sinceMs: number, { durationMs }: Tone): number => {
  const attack = Math.min(attackMs, durationMs / 2)
  const release = Math.min(releaseMs, durationMs / 2)
  return Math.max(0, Math.min(1, sinceMs / attack, (durationMs - sinceMs) / release))
}

/** The samples of some tones, one channel, −1 to 1. */
export const render = (tones: readonly Tone[], sampleRate: number): Float32Array<ArrayBuffer> => {
  const endMs = Math.max(...tones.map(({ startMs, durationMs }) => startMs + durationMs))
  const samples = new Float32Array(Math.ceil((endMs / 1_000) * sampleRate))
  for (const tone of tones) {
    const from = Math.floor((tone.startMs / 1_000) * sampleRate)
    const count = Math.floor((tone.durationMs / 1_000) * sampleRate)
    for (let index = 0; index < count; index += 1) {
      const seconds = index / sampleRate
      const wave = harmonics.reduce(
        (sum, share, order) => sum + share * Math.sin(2 * Math.PI * tone.hz * (order + 1) * seconds),
        0,
      )
      samples[from + index] = peak * tone.level * envelope(seconds * 1_000, tone) * wave
    }
  }
  return samples
}
