import { defineStore } from 'pinia'
import { computed, ref, shallowRef, type ShallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import {
  setupSteps,
  type CheckItem,
  type ReaderTest,
  type SetupRefusal,
  type SetupResult,
  type SetupState,
  type SetupStep,
} from '../../electron/contract/setup.ts'
import type { ActionInput } from '../station/client.ts'
import { useStaff } from './staff.ts'

export interface SetupPicture {
  state: SetupState
  step: SetupStep
  refusal?: SetupRefusal
  reader?: ReaderTest
  items?: CheckItem[]
}

type TakenCall =
  | 'setup.station'
  | 'setup.addStaff'
  | 'setup.staffDone'
  | 'setup.clock'
  | 'setup.place'
  | 'setup.opening'
  | 'setup.contact'
  | 'setup.pair'
  | 'setup.open'

/** What the station shows of itself while it is set up. */
const createLooks = (
  staff: Pick<ReturnType<typeof useStaff>, 'attemptQuietly'>,
  fail: () => void,
): {
  reader: ShallowRef<ReaderTest | null>
  items: ShallowRef<CheckItem[]>
  askReader: () => Promise<void>
  check: () => Promise<void>
} => {
  const reader = shallowRef<ReaderTest | null>(null)
  const items = shallowRef<CheckItem[]>([])
  return {
    reader,
    items,
    askReader: async () => {
      reader.value = (await staff.attemptQuietly('setup.readerTest', {}, fail)) ?? reader.value
    },
    check: async () => {
      items.value = (await staff.attemptQuietly('setup.check', {}, fail))?.items ?? items.value
    },
  }
}

/** The first run: which step shows, and what the core made of it. */
export const useSetup = defineStore('setup', () => {
  const staff = useStaff()
  const state = shallowRef<SetupState | null>(null)
  const step = ref<SetupStep>('station')
  const refusal = ref<SetupRefusal | null>(null)
  const failed = ref(false)
  const busy = ref(false)
  const at = computed(() => setupSteps.indexOf(step.value))
  const fail = (): void => {
    failed.value = true
  }

  const { reader, items, ...looks } = createLooks(staff, fail)

  const go = (to: SetupStep): void => {
    refusal.value = null
    failed.value = false
    step.value = to
  }
  const move = (by: number): void => {
    go(setupSteps[at.value + by] ?? step.value)
  }

  const load = async (): Promise<void> => {
    state.value = (await staff.attemptQuietly('setup.state', {}, fail)) ?? state.value
  }
  /** After a power cut it goes on where nothing was decided yet. */
  const begin = async (): Promise<void> => {
    await load()
    const steps = state.value?.steps
    if (steps) go(setupSteps.find((name) => steps[name] === 'open') ?? 'check')
  }

  /** Whether the core took it; else the page says why not. */
  const take = async <N extends TakenCall>(name: N, input: ActionInput<N>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    refusal.value = null
    failed.value = false
    const answer: CallOutput<N> | null = await staff.attemptQuietly(name, input, fail)
    const result = (answer as { result: SetupResult } | null)?.result
    if (result?.kind === 'refused') refusal.value = result.reason
    await load()
    busy.value = false
    return result?.kind === 'done'
  }

  const takeAndGo = async <N extends TakenCall>(name: N, input: ActionInput<N>): Promise<void> => {
    if (await take(name, input)) move(1)
  }
  const putOff = async (): Promise<void> => {
    const answer = await staff.attemptQuietly('setup.later', { step: step.value }, fail)
    if (answer === null) return
    await load()
    move(1)
  }

  const put = (picture: SetupPicture): void => {
    state.value = picture.state
    step.value = picture.step
    refusal.value = picture.refusal ?? null
    reader.value = picture.reader ?? null
    items.value = picture.items ?? []
  }

  const shown = { state, step, at, refusal, failed, busy, reader, items }
  return { ...shown, go, move, begin, take, takeAndGo, putOff, ...looks, put }
})
