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
import { words } from '../../electron/contract/words/zh-CN.ts'
import { useDesk } from './desk.ts'
import { useStaff } from './staff.ts'

export interface SetupPicture {
  state: SetupState
  step: SetupStep
  refusal?: SetupRefusal
  reader?: ReaderTest
  items?: CheckItem[]
  codes?: readonly string[]
  isAgain?: boolean
  hasTeam?: boolean
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
  | 'setup.linkCard'

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

type StaffStore = Pick<ReturnType<typeof useStaff>, 'attemptQuietly'>

/** What the page knows, and how it is asked for anew. */
const createFacts = (staff: StaffStore) => {
  const state = shallowRef<SetupState | null>(null)
  const step = ref<SetupStep>('station')
  const refusal = ref<SetupRefusal | null>(null)
  const failed = ref(false)
  const fail = (): void => {
    failed.value = true
  }
  return {
    state,
    step,
    refusal,
    failed,
    busy: ref(false),
    at: computed(() => setupSteps.indexOf(step.value)),
    /** From the console: one step alone, and back to the page of settings. */
    isAgain: ref(false),
    /** The team stands; what opens the station when every PIN is lost comes next. */
    hasTeam: ref(false),
    codes: shallowRef<readonly string[]>([]),
    fail,
    load: async (): Promise<void> => {
      state.value = (await staff.attemptQuietly('setup.state', {}, fail)) ?? state.value
    },
  }
}
type Facts = ReturnType<typeof createFacts>

/** From step to step; from the console, back to its page of settings. */
const createWay = (facts: Facts, desk: Pick<ReturnType<typeof useDesk>, 'go'>) => {
  const { state, step, refusal, failed, at, isAgain, hasTeam, load } = facts
  const go = (to: SetupStep): void => {
    refusal.value = null
    failed.value = false
    hasTeam.value = false
    step.value = to
  }
  const leave = (): void => {
    isAgain.value = false
    desk.go('settings')
  }
  return {
    go,
    leave,
    move: (by: number): void => {
      if (isAgain.value) leave()
      else go(setupSteps[at.value + by] ?? step.value)
    },
    /** After a power cut it goes on where nothing was decided yet. */
    begin: async (): Promise<void> => {
      await load()
      const steps = state.value?.steps
      isAgain.value = false
      if (steps) go(setupSteps.find((name) => steps[name] === 'open') ?? 'check')
    },
    /** One step again, with what stands there now. */
    again: async (one: SetupStep): Promise<void> => {
      await load()
      go(one)
      isAgain.value = true
      desk.go('setupStep')
    },
  }
}

/** Whether the core took it; else the page says why not. */
const createTake =
  (staff: StaffStore, { refusal, failed, busy, fail, load }: Facts) =>
  async <N extends TakenCall>(name: N, input: ActionInput<N>): Promise<boolean> => {
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

/** The first run: which step shows, and what the core made of it. */
export const useSetup = defineStore('setup', () => {
  const staff = useStaff()
  const desk = useDesk()
  const facts = createFacts(staff)
  const { state, step, refusal, isAgain, hasTeam, codes, fail, load } = facts
  const { reader, items, ...looks } = createLooks(staff, fail)
  const way = createWay(facts, desk)
  const take = createTake(staff, facts)

  const takeAndGo = async <N extends TakenCall>(name: N, input: ActionInput<N>): Promise<void> => {
    if (!(await take(name, input))) return
    const { value: wasAgain } = isAgain
    way.move(1)
    if (wasAgain) desk.say(words.settings.saved)
  }
  /** New codes; those of before are good no more. */
  const makeCodes = async (): Promise<void> => {
    codes.value = (await staff.attemptQuietly('codes.make', {}, fail))?.codes ?? []
    await load()
  }
  const forgetCodes = (): void => {
    codes.value = []
  }
  const putOff = async (): Promise<void> => {
    const answer = await staff.attemptQuietly('setup.later', { step: step.value }, fail)
    if (answer === null) return
    await load()
    way.move(1)
  }
  const put = (picture: SetupPicture): void => {
    state.value = picture.state
    step.value = picture.step
    refusal.value = picture.refusal ?? null
    reader.value = picture.reader ?? null
    items.value = picture.items ?? []
    codes.value = picture.codes ?? []
    isAgain.value = picture.isAgain ?? false
    hasTeam.value = picture.hasTeam ?? false
  }
  const acts = { take, takeAndGo, makeCodes, forgetCodes, putOff, put }
  return { ...facts, reader, items, ...way, ...looks, ...acts }
})
