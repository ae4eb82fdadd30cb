import { describe, expect, test } from 'vitest'
import { tapOutcomeKind } from '../../../electron/contract/outcomes.ts'
import { render } from '../../../renderer/sound/render.ts'
import { outcomeSounds, sounds, soundOf, type Sound } from '../../../renderer/sound/sounds.ts'
import { event } from '../../support/flow-page.ts'

const rate = 12_000
const names = Object.keys(sounds) as Sound[]
/** The five families of results, one sound each. */
const families = ['success', 'already', 'refused', 'retry', 'trouble'] as const

/** How much of one frequency is in some samples: Goertzel’s algorithm. */
const strength = (samples: Float32Array, hz: number): number => {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / rate)
  let [before, last] = [0, 0]
  for (const sample of samples) [before, last] = [last, sample + factor * last - before]
  return (2 * Math.sqrt(Math.max(0, last * last + before * before - factor * last * before))) / samples.length
}

/** The strongest frequency of some samples, on a grid of two hertz. */
const pitchOf = (samples: Float32Array): number => {
  const grid = Array.from({ length: 1_200 }, (_, index) => 200 + 2 * index)
  return grid.reduce((best, hz) => (strength(samples, hz) > strength(samples, best) ? hz : best))
}

const partOf = (sound: Sound, index: number): Float32Array => {
  const tone = sounds[sound][index]!
  const from = Math.floor((tone.startMs * rate) / 1_000)
  return render(sounds[sound], rate).slice(from, from + Math.floor((tone.durationMs * rate) / 1_000))
}

const lengthMs = (sound: Sound): number => (render(sounds[sound], rate).length / rate) * 1_000

describe('sounds for old ears', () => {
  test.each(names)('%s holds only tones between 500 and 1000 Hz, as rendered', (sound) => {
    for (const [index, tone] of sounds[sound].entries()) {
      const pitch = pitchOf(partOf(sound, index))
      expect(pitch).toBeGreaterThanOrEqual(500)
      expect(pitch).toBeLessThanOrEqual(1_000)
      // A touch is too short to hear a pitch to the hertz.
      expect(Math.abs(pitch - tone.hz)).toBeLessThanOrEqual(sound === 'touch' ? 40 : 2)
    }
  })

  test.each(names.filter((sound) => sound !== 'touch'))('%s lasts 120 ms and more', (sound) => {
    expect(lengthMs(sound)).toBeGreaterThanOrEqual(120)
    for (const tone of sounds[sound]) expect(tone.durationMs).toBeGreaterThanOrEqual(120)
  })

  test('the tones carry their second and third harmonic and nothing else', () => {
    const samples = partOf('success', 1)
    const [first, second, third, fourth] = [1, 2, 3, 4].map((order) => strength(samples, 880 * order))
    expect(second! / first!).toBeCloseTo(0.25 / 0.65, 1)
    expect(third! / first!).toBeCloseTo(0.1 / 0.65, 1)
    expect(fourth! / first!).toBeLessThan(0.02)
  })

  test.each(names)('%s never goes above 6 dB under full and begins and ends in silence', (sound) => {
    const samples = render(sounds[sound], rate)
    expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(0.5)
    expect(Math.abs(samples[0]!)).toBeLessThan(0.001)
    expect(Math.abs(samples.at(-1)!)).toBeLessThan(0.02)
  })

  test('the five families go five different ways', () => {
    const wayOf = (sound: Sound): string =>
      sounds[sound].map(({ hz }, index, all) => Math.sign(hz - (all[index - 1]?.hz ?? hz))).join()
    expect(new Set(families.map(wayOf)).size).toBe(families.length)
  })

  test('no two of the five are alike as they are heard: pitch, length and loudness in steps of 60 ms', () => {
    const heardOf = (sound: Sound): string => {
      const samples = render(sounds[sound], rate)
      const step = (rate * 60) / 1_000
      const steps = Array.from({ length: Math.ceil(samples.length / step) }, (_, at) =>
        samples.slice(at * step, (at + 1) * step),
      )
      return steps
        .map((part) => (Math.max(...part.map(Math.abs)) < 0.1 ? 0 : Math.round(pitchOf(part) / 50)))
        .join(' ')
    }
    expect(new Set(families.map(heardOf)).size).toBe(families.length)
  })

  test('nothing is above two and a half thousand hertz, where old ears hear little', () => {
    for (const name of families) {
      const samples = render(sounds[name], rate)
      const most = Math.max(...[500, 600, 700, 800, 900, 1_000].map((hz) => strength(samples, hz)))
      for (const hz of [3_000, 3_500, 4_000, 5_000]) expect(strength(samples, hz)).toBeLessThan(most / 20)
    }
  })

  test('the agreed tones are as agreed', () => {
    const tonesOf = (sound: Sound): number[] => sounds[sound].map(({ hz }) => hz)
    expect(tonesOf('success')).toEqual([659, 880])
    expect(sounds.success.map(({ durationMs }) => durationMs)).toEqual([130, 220])
    expect(tonesOf('already')).toEqual([659, 659])
    expect(tonesOf('refused')).toEqual([784, 587])
    expect(tonesOf('retry')).toEqual([587, 587, 587])
    expect(tonesOf('sessionEnd')).toEqual([587])
    expect(tonesOf('touch')).toEqual([523])
    expect(tonesOf('takeCard')).toEqual([698, 880, 698, 880])
  })
})

describe('what each result sounds like', () => {
  test('every kind of outcome has a sound, and all five families are used', () => {
    expect(Object.keys(outcomeSounds).sort()).toEqual([...tapOutcomeKind.options].sort())
    expect(new Set(Object.values(outcomeSounds))).toEqual(new Set([...families, 'question', 'wait']))
  })

  test('a child sounds as counted only where it was', () => {
    expect(soundOf({ kind: 'minor', event })).toBe('success')
    expect(soundOf({ kind: 'minor', event: null })).toBe('already')
  })
})
