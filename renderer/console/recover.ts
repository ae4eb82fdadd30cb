import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import type { KioskEnd } from '../../electron/contract/kiosk.ts'
import type { RecoverResult, StaffTile } from '../../electron/contract/staff.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import type { FailureCode } from '../station/client.ts'
import { createPinEntry, type PinEntry } from './pin-entry.ts'

const codeLength = 25
const say = words.recover

export type RecoverStep = 'whose' | 'code' | 'what' | 'pin' | 'again' | 'sure' | 'done' | 'ending'

/** What the page knows of a person who holds a printed code: for a new PIN, or for the way out of the kiosk. */
export interface Recovery {
  step: Ref<RecoverStep>
  person: ShallowRef<StaffTile | null>
  /** Digits of the code so far; a code is shown as it is typed, from paper. */
  code: Ref<string>
  /** How the kiosk is to end. */
  how: Ref<KioskEnd>
  fault: Ref<string | null>
  busy: Ref<boolean>
  pin: PinEntry
  /** What stands over the keys. */
  asks: ComputedRef<string>
  choose: (person: StaffTile) => void
  /** After the code: a new PIN, or an end of the kiosk. */
  take: (what: 'newPin' | KioskEnd) => void
  /** Ends the kiosk, asked once more. */
  end: () => Promise<void>
  press: (digit: string) => void
  back: () => void
  clear: () => void
  /** Forgets everything that was pressed. */
  restart: () => void
}

const asks: Readonly<Record<RecoverStep, string>> = {
  whose: say.whose,
  code: say.code,
  what: say.what,
  pin: say.pin,
  again: say.again,
  sure: words.kiosk.meanwhile,
  done: say.done,
  ending: words.kiosk.going,
}

/** The two things that a code is good for. */
export interface CodeUses {
  newPin: (
    input: { account: string; code: string; pin: string },
    fail: (code: FailureCode) => void,
  ) => Promise<CallOutput<'codes.use'> | null>
  end: (
    input: { account: string; code: string; how: KioskEnd },
    fail: (code: FailureCode) => void,
  ) => Promise<CallOutput<'kiosk.endByCode'> | null>
}

const faultOf = (result: Exclude<RecoverResult, { kind: 'done' }>): string => {
  if (result.kind === 'pinWeak') return say.weak
  return result.waitMs > 0
    ? say.locked(Math.ceil(result.waitMs / 60_000))
    : say.wrong(result.kind === 'wrongCode' ? result.triesLeft : 0)
}

type Told = Pick<Recovery, 'step' | 'person' | 'code' | 'how' | 'fault' | 'busy'>

/** Asks the core; a refusal is said, and the step before it comes back. */
const createSending =
  ({ step, person, code, fault, busy }: Told) =>
  async (
    done: 'done' | 'ending',
    ask: (
      input: { account: string; code: string },
      fail: (failure: FailureCode) => void,
    ) => Promise<{ result: RecoverResult } | null>,
  ): Promise<void> => {
    const account = person.value?.id
    if (account === undefined) return
    busy.value = true
    const answer = await ask({ account, code: code.value }, (failure) => {
      fault.value = words.console.errors[failure]
    })
    busy.value = false
    const result = answer?.result
    if (result !== undefined && result.kind !== 'done') fault.value = faultOf(result)
    // A weak PIN leaves the code as it is; anything else begins with the code again.
    if (result?.kind === 'pinWeak') step.value = 'pin'
    else {
      step.value = result?.kind === 'done' ? done : 'code'
      code.value = ''
    }
  }

/** The new PIN, twice. It is held here alone, until the second time. */
const createPins = (
  { step, fault }: Told,
  send: (pin: string) => Promise<void>,
): { pin: PinEntry; forget: () => void } => {
  let first = ''
  const pin = createPinEntry((typed) => {
    if (step.value === 'pin') {
      first = typed
      step.value = 'again'
      return
    }
    const isSame = first === typed
    first = ''
    step.value = 'pin'
    if (isSame) void send(typed)
    else fault.value = say.differ
  })
  return {
    pin,
    forget: () => {
      first = ''
      pin.clear()
    },
  }
}

/** Who, the code, what for: the new PIN twice, or an end of the kiosk. What is wrong is said and the step before it comes back. */
export const createRecovery = (uses: CodeUses): Recovery => {
  const step = ref<RecoverStep>('whose')
  const person = shallowRef<StaffTile | null>(null)
  const code = ref('')
  const how = ref<KioskEnd>('leave')
  const fault = ref<string | null>(null)
  const busy = ref(false)
  const told = { step, person, code, how, fault, busy }
  const send = createSending(told)
  const { pin, forget } = createPins(told, (typed) =>
    send('done', (input, fail) => uses.newPin({ ...input, pin: typed }, fail)),
  )
  const beginAt = (at: 'whose' | 'code'): void => {
    fault.value = null
    code.value = ''
    step.value = at
    forget()
  }
  const pressCode = (digit: string): void => {
    if (code.value.length < codeLength) code.value += digit
    if (code.value.length === codeLength) step.value = 'what'
  }
  return {
    ...told,
    pin,
    asks: computed(() => asks[step.value]),
    choose: (tile) => {
      person.value = tile
      step.value = 'code'
    },
    take: (what) => {
      step.value = what === 'newPin' ? 'pin' : 'sure'
      if (what !== 'newPin') how.value = what
    },
    end: () => send('ending', (input, fail) => uses.end({ ...input, how: how.value }, fail)),
    press: (digit) => {
      if (busy.value) return
      fault.value = null
      if (step.value === 'code') pressCode(digit)
      else pin.press(digit)
    },
    back: () => {
      if (step.value === 'code') code.value = code.value.slice(0, -1)
      else pin.back()
    },
    clear: () => {
      beginAt('code')
    },
    restart: () => {
      person.value = null
      beginAt('whose')
    },
  }
}
