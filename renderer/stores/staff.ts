import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CallName, CallOutput } from '../../electron/contract/calls.ts'
import type { BoardSnapshot, SignInResult, StaffSnapshot, StaffTile } from '../../electron/contract/staff.ts'
import type { PageClock } from '../clock.ts'
import { knock } from '../console/door-taps.ts'
import { CallFailed, type ActionInput, type FailureCode, type StationClient } from '../station/client.ts'
import { useDesk } from './desk.ts'
import { useFlow } from './flow.ts'

interface Drive {
  client: Pick<StationClient, 'call'>
  clock: PageClock
  report: (problem: string, cause?: unknown) => void
}

/** What the pad says after a guess. `locked` holds the page's monotonic time at which the wait ends. */
export type PadAnswer =
  | { kind: 'wrong'; triesLeft: number }
  | { kind: 'locked'; until: number }
  | { kind: 'failed'; code: FailureCode }

const doorIdleMs = 60_000
const touchEveryMs = 20_000

const failureOf = (cause: unknown): FailureCode => (cause instanceof CallFailed ? cause.code : 'internal')

/** Staff's side of the page: the door, who is signed in, and the way to ask the core. */
export const useStaff = defineStore('staff', () => {
  const flow = useFlow()
  const desk = useDesk()
  const snapshot = shallowRef<StaffSnapshot>({ tiles: [], signedIn: null, locked: null })
  const board = shallowRef<BoardSnapshot | null>(null)
  const isDoorOpen = ref(false)
  /** Whose PIN the pad asks for; `null` shows the name tiles. */
  const asked = shallowRef<StaffTile | null>(null)
  const answer = shallowRef<PadAnswer | null>(null)
  const busy = ref(false)
  const now = ref(0)
  const isAway = ref(false)
  let driver: Drive | null = null
  let taps: readonly number[] = []
  let touchedAt = Number.NEGATIVE_INFINITY
  let cancelIdle = (): void => undefined

  /** Nobody's own result stands on the page, and the core is there. */
  const isQuiet = computed(() => flow.route === 'home' || flow.route === 'crowd')
  /** What of staff's side stands on the page, `null` = the residents' side. */
  const screen = computed(() => {
    if (!isQuiet.value) return null
    if (snapshot.value.signedIn !== null && !isAway.value) return 'console'
    return isDoorOpen.value ? 'door' : null
  })

  const monotonic = (): number => driver?.clock.monotonic() ?? 0

  /** Asks the core for something; rejects with `CallFailed`. A picture, which nobody drives, never gets an answer. */
  const ask = <N extends CallName>(name: N, input: ActionInput<N>): Promise<CallOutput<N>> =>
    driver ? driver.client.call(name, input) : new Promise(() => undefined)

  /** Asks for something; a failure stands on the desk as a sentence, and `null` comes back. */
  const attempt = async <N extends CallName>(
    name: N,
    input: ActionInput<N>,
  ): Promise<CallOutput<N> | null> => {
    try {
      return await ask(name, input)
    } catch (cause) {
      driver?.report(`${name} failed`, cause)
      desk.fail(failureOf(cause))
      return null
    }
  }

  const closeDoor = (): void => {
    isDoorOpen.value = false
    asked.value = null
    answer.value = null
    cancelIdle()
  }

  const choose = (person: StaffTile | null): void => {
    asked.value = person
    answer.value = null
    stayAtDoor()
  }

  /** Whoever stands at the door and does nothing is taken home. */
  const stayAtDoor = (): void => {
    cancelIdle()
    cancelIdle = driver?.clock.after(doorIdleMs, closeDoor) ?? cancelIdle
  }

  const openDoor = (): void => {
    if (!isQuiet.value || snapshot.value.tiles.length === 0) return
    isDoorOpen.value = true
    now.value = monotonic()
    choose(snapshot.value.locked ?? snapshot.value.signedIn)
  }

  /** A tap on the station's name. */
  const knockAtDoor = (): void => {
    const { taps: left, opens } = knock(taps, monotonic())
    taps = left
    if (opens) openDoor()
  }

  const enter = (): void => {
    const { signedIn } = snapshot.value
    if (signedIn === null) return
    isAway.value = false
    closeDoor()
    desk.openFor(signedIn.id)
  }

  const take = (next: StaffSnapshot): void => {
    const before = snapshot.value.signedIn
    snapshot.value = next
    if (next.signedIn === null) isAway.value = false
    else if (before?.id !== next.signedIn.id) enter()
  }

  const takeBoard = (next: BoardSnapshot | null): void => {
    board.value = next
  }

  /** A resident's card: staff's side leaves the page before the result stands there. */
  const makeWay = (): void => {
    closeDoor()
    isAway.value = snapshot.value.signedIn !== null
  }

  const answerOf = (result: Exclude<SignInResult, { kind: 'signedIn' }>): PadAnswer => {
    const waits = result.kind === 'locked' || result.waitMs > 0
    now.value = monotonic()
    return waits
      ? { kind: 'locked', until: now.value + result.waitMs }
      : { kind: 'wrong', triesLeft: result.triesLeft }
  }

  /** Tries a PIN for the person whom the pad asks for. */
  const signIn = async (pin: string): Promise<void> => {
    const person = asked.value
    if (person === null || busy.value) return
    busy.value = true
    answer.value = null
    stayAtDoor()
    try {
      const { result } = await ask('staff.signIn', { account: person.id, pin })
      if (result.kind === 'signedIn') enter()
      else if (asked.value?.id === person.id) answer.value = answerOf(result)
    } catch (cause) {
      driver?.report('staff.signIn failed', cause)
      answer.value = { kind: 'failed', code: failureOf(cause) }
    } finally {
      busy.value = false
    }
  }

  const lock = async (): Promise<void> => {
    makeWay()
    await attempt('staff.lock', {})
  }

  const signOut = async (): Promise<void> => {
    makeWay()
    desk.throwAway()
    await attempt('staff.signOut', {})
  }

  /** Somebody uses the console. */
  const touched = (): void => {
    const at = monotonic()
    if (at - touchedAt < touchEveryMs) return
    touchedAt = at
    ask('staff.touch', {}).catch((cause: unknown) => {
      driver?.report('staff.touch failed', cause)
    })
  }

  /** Moves the wait of a locked pad on. */
  const tick = (): void => {
    now.value = monotonic()
    if (answer.value?.kind === 'locked' && answer.value.until <= now.value) answer.value = null
  }

  /** Puts a ready door onto the page. */
  const putDoor = (person: StaffTile | null, said: PadAnswer | null): void => {
    isDoorOpen.value = true
    asked.value = person
    answer.value = said
  }

  const drive = (by: Drive): void => {
    driver = by
  }

  return {
    snapshot,
    board,
    asked,
    answer,
    busy,
    now,
    screen,
    isDoorOpen,
    ask,
    attempt,
    choose,
    closeDoor,
    knockAtDoor,
    stayAtDoor,
    take,
    takeBoard,
    makeWay,
    signIn,
    lock,
    signOut,
    touched,
    tick,
    putDoor,
    drive,
  }
})
