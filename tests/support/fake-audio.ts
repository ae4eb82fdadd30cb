import type { Audio } from '../../renderer/sound/speaker.ts'

/** One thing that was sounded. */
export interface FakeSource {
  /** Samples of what was sounded. */
  length: number
  when: number
  offset: number
  stopped: boolean
  end: () => void
}

/** A browser's audio that sounds nothing and remembers what it was given. */
export class FakeAudio {
  readonly sampleRate = 12_000
  readonly sources: FakeSource[] = []
  gain = 1
  /** What becomes of a file that is decoded: its seconds, `null` where it is broken. */
  decode: (file: ArrayBuffer) => number | null = () => 1
  private state: 'running' | 'suspended'
  private woken = (): void => undefined
  private changed = (): void => undefined

  constructor(state: 'running' | 'suspended' = 'running') {
    this.state = state
  }

  /** Somebody touched the page. */
  wakes(): void {
    this.state = 'running'
    this.woken()
    this.changed()
  }

  private newSource() {
    const { sources } = this
    let onended = (): void => undefined
    const source: FakeSource = {
      length: 0,
      when: 0,
      offset: 0,
      stopped: false,
      end: () => {
        onended()
      },
    }
    return {
      buffer: null as { length: number } | null,
      connect: () => undefined,
      start(when = 0, offset = 0) {
        Object.assign(source, { length: this.buffer?.length ?? 0, when, offset })
        sources.push(source)
      },
      stop: () => {
        source.stopped = true
        onended()
      },
      set onended(listener: () => void) {
        onended = listener
      },
    }
  }

  private newGain() {
    const keep = (value: number): void => {
      this.gain = value
    }
    return {
      connect: () => undefined,
      gain: {
        set value(value: number) {
          keep(value)
        },
      },
    }
  }

  asAudio(): Audio {
    const state = (): string => this.state
    const onChange = (listener: () => void): void => {
      this.changed = listener
    }
    return {
      sampleRate: this.sampleRate,
      currentTime: 0,
      destination: {},
      get state() {
        return state()
      },
      set onstatechange(listener: () => void) {
        onChange(listener)
      },
      resume: () =>
        new Promise<void>((resolve) => {
          this.woken = resolve
        }),
      createBuffer: (_: number, length: number) => ({
        length,
        duration: length / this.sampleRate,
        copyToChannel: () => undefined,
      }),
      createBufferSource: () => this.newSource(),
      createGain: () => this.newGain(),
      decodeAudioData: (file: ArrayBuffer) => {
        const duration = this.decode(file)
        return duration === null
          ? Promise.reject(new Error('not audio'))
          : Promise.resolve({ duration, length: duration * this.sampleRate })
      },
    } as unknown as Audio
  }
}
