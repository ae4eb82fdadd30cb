import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import { useSound } from './sound.ts'
import { useStaff } from './staff.ts'

export type RecordingList = CallOutput<'sound.recordings'>

/** The village's own recordings, as staff see them. */
export const useRecordings = defineStore('recordings', () => {
  const staff = useStaff()
  const sound = useSound()
  const list = shallowRef<RecordingList | null>(null)
  const failed = ref(false)
  /** Files that the loudspeaker could make nothing of. */
  const broken = shallowRef<ReadonlySet<string>>(new Set())

  const load = async (): Promise<void> => {
    const answer = await staff.attempt('sound.recordings', {})
    failed.value = answer === null
    if (answer !== null) list.value = answer
  }

  const play = async (file: string): Promise<void> => {
    const isGood = await sound.playRecording(file)
    broken.value = new Set([...broken.value].filter((name) => name !== file).concat(isGood ? [] : [file]))
  }

  const put = (picture: { list: RecordingList; broken?: readonly string[] }): void => {
    list.value = picture.list
    broken.value = new Set(picture.broken ?? [])
  }

  return { list, failed, broken, load, play, put }
})
