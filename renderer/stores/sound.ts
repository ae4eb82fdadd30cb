import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { defaultVolume, type SoundSnapshot, type VolumeLevel } from '../../electron/contract/sound.ts'
import { clockOf, gainOf, levelAt } from '../voice/volume.ts'
import { useFlow } from './flow.ts'
import { useHome } from './home.ts'

/** What makes itself heard beside the sounds of the flow. */
export interface SoundDriver {
  say: (text: string) => void
  /** Plays one of the village's own recordings; whether it could. */
  playRecording: (file: string) => Promise<boolean>
}

/** How loud the station is, and what it says at this moment. */
export const useSound = defineStore('sound', () => {
  const flow = useFlow()
  const home = useHome()
  const snapshot = shallowRef<SoundSnapshot>({ volume: defaultVolume, own: { revision: 0, files: [] } })
  /** `true`: the browser is silent until somebody touches the page; `null`: there is no loudspeaker, or none yet. */
  const locked = ref<boolean | null>(null)
  const speaking = ref<string | null>(null)
  const level = computed<VolumeLevel>(() =>
    levelAt(snapshot.value.volume, clockOf(home.now), flow.preferences.volume),
  )
  let driver: SoundDriver | null = null
  return {
    snapshot,
    locked,
    speaking,
    level,
    /** The loudest that this hour allows. */
    most: computed<VolumeLevel>(() => levelAt(snapshot.value.volume, clockOf(home.now), 4)),
    gain: computed(() => gainOf(level.value)),
    take: (next: SoundSnapshot): void => {
      snapshot.value = next
    },
    setLocked: (next: boolean | null): void => {
      locked.value = next
    },
    drive: (by: SoundDriver): void => {
      driver = by
    },
    /** Says one of the station's own sentences, for whoever tries the voice. */
    say: (text: string): void => {
      driver?.say(text)
    },
    playRecording: (file: string): Promise<boolean> => driver?.playRecording(file) ?? Promise.resolve(false),
    setSpeaking: (next: string | null): void => {
      speaking.value = next
    },
  }
})
