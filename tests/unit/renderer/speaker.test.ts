import { describe, expect, test } from 'vitest'
import { render } from '../../../renderer/sound/render.ts'
import { sounds } from '../../../renderer/sound/sounds.ts'
import { createSpeaker } from '../../../renderer/sound/speaker.ts'
import { FakeAudio } from '../../support/fake-audio.ts'

const openSpeaker = (state: 'running' | 'suspended' = 'running') => {
  const audio = new FakeAudio(state)
  const reports: string[] = []
  const locks: (boolean | null)[] = []
  let opened = 0
  let late = (): void => undefined
  const speaker = createSpeaker({
    openAudio: () => {
      opened += 1
      return audio.asAudio()
    },
    after: (_ms, task) => {
      late = task
      return () => undefined
    },
    report: (problem) => reports.push(problem),
    onLocked: (locked) => locks.push(locked),
  })
  return {
    speaker,
    audio,
    reports,
    locks,
    opened: () => opened,
    tooLate: () => {
      late()
    },
  }
}

/** Lets everything that has been promised happen. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

const pieceOf = (seconds: number, skipMs = 0, pauseMs = 0) => ({
  buffer: { duration: seconds } as AudioBuffer,
  skipMs,
  pauseMs,
})

describe('sounds', () => {
  test('the loudspeaker opens once, and a new sound cuts the one before', () => {
    const { speaker, audio, opened } = openSpeaker()
    speaker.play('success')
    speaker.play('refused')
    expect(audio.sources.map(({ stopped }) => stopped)).toEqual([true, false])
    expect(audio.sources.map(({ length }) => length)).toEqual([
      render(sounds.success, audio.sampleRate).length,
      render(sounds.refused, audio.sampleRate).length,
    ])
    expect(opened()).toBe(1)
  })

  test('a loudspeaker that sleeps is woken, and then the sound is heard', async () => {
    const { speaker, audio } = openSpeaker('suspended')
    speaker.play('success')
    expect(audio.sources).toEqual([])
    audio.wakes()
    await settled()
    expect(audio.sources.length).toBe(1)
  })

  test('what a locked loudspeaker could not sound in time is never heard late', async () => {
    const { speaker, audio, tooLate, locks } = openSpeaker('suspended')
    speaker.play('success')
    tooLate()
    await settled()
    audio.wakes()
    await settled()
    expect(audio.sources).toEqual([])
    expect(locks).toEqual([true, false])
  })

  test('a machine without a loudspeaker stays silent and says so once', async () => {
    const reports: string[] = []
    const locks: (boolean | null)[] = []
    const speaker = createSpeaker({
      openAudio: () => {
        throw new Error('none')
      },
      after: () => () => undefined,
      report: (problem) => reports.push(problem),
      onLocked: (locked) => locks.push(locked),
    })
    speaker.play('success')
    speaker.play('success')
    await speaker.speak([pieceOf(1)])
    speaker.cut()
    expect(reports).toEqual(['there is no loudspeaker'])
    expect(locks).toEqual([null])
    expect(await speaker.wake()).toBe(false)
    await expect(speaker.decode(new ArrayBuffer(1))).rejects.toThrow('no loudspeaker')
  })
})

describe('speech', () => {
  test('pieces follow one another, without their lead-in and with their pauses', () => {
    const { speaker, audio } = openSpeaker()
    speaker.open()
    void speaker.speak([pieceOf(1, 0, 100), pieceOf(1, 250, 0), pieceOf(0.1, 250, 0)])
    expect(audio.sources.map(({ when, offset }) => [Math.round(when * 100) / 100, offset])).toEqual([
      [0.05, 0],
      [1.15, 0.25],
      // A piece that is shorter than its lead-in is silence, not a fault.
      [1.9, 0.1],
    ])
  })

  test('it waits for the sound of the result', () => {
    const { speaker, audio } = openSpeaker()
    speaker.play('success')
    void speaker.speak([pieceOf(1)])
    const sound = render(sounds.success, audio.sampleRate).length / audio.sampleRate
    expect(audio.sources[1]?.when).toBeCloseTo(sound + 0.05, 5)
  })

  test('it resolves when the last piece was heard', async () => {
    const { speaker, audio } = openSpeaker()
    speaker.open()
    let ended = false
    void speaker.speak([pieceOf(1), pieceOf(1)]).then(() => (ended = true))
    audio.sources[0]?.end()
    await settled()
    expect(ended).toBe(false)
    audio.sources[1]?.end()
    await settled()
    expect(ended).toBe(true)
  })

  test('cut, it is over at once; a sound does not cut it', async () => {
    const { speaker, audio } = openSpeaker()
    speaker.open()
    let ended = false
    void speaker.speak([pieceOf(1)]).then(() => (ended = true))
    speaker.play('touch')
    await settled()
    expect(ended).toBe(false)
    speaker.cut()
    await settled()
    expect([ended, audio.sources[0]?.stopped, audio.sources[1]?.stopped]).toEqual([true, true, false])
  })

  test('nothing to say is said at once', async () => {
    const { speaker } = openSpeaker()
    speaker.open()
    await expect(speaker.speak([])).resolves.toBeUndefined()
  })
})

test('the gain holds for everything, also when it was set before the loudspeaker opened', () => {
  const { speaker, audio } = openSpeaker()
  speaker.setGain(0.5)
  speaker.open()
  expect(audio.gain).toBe(0.5)
  speaker.setGain(0)
  expect(audio.gain).toBe(0)
})
