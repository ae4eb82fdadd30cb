import { defineStore } from 'pinia'
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { CallName, CallOutput } from '../../electron/contract/calls.ts'
import type { BoardSnapshot, Role, StaffSnapshot } from '../../electron/contract/staff.ts'
import { createAsking, type Asking } from '../console/asking.ts'
import { createDoor } from '../console/door.ts'
import { knock } from '../console/door-taps.ts'
import type { ActionInput } from '../station/client.ts'
import { useDesk } from './desk.ts'
import { useFlow } from './flow.ts'

const touchEveryMs = 20_000

/** Tells the core that the console is in use, at most once in twenty seconds. */
const createTouch = (asking: Asking): (() => void) => {
  let touchedAt = Number.NEGATIVE_INFINITY
  return () => {
    const at = asking.monotonic()
    if (at - touchedAt < touchEveryMs) return
    touchedAt = at
    // One that fails changes nothing here: a lock comes as a snapshot.
    void asking.attempt('staff.touch', {}, () => undefined)
  }
}

const holdsOneOf = ({ signedIn }: StaffSnapshot, ...roles: Role[]): boolean =>
  signedIn?.roles.some((role) => roles.includes(role)) ?? false

/** What whoever is signed in may open here; the core decides for itself. */
const createRights = (
  snapshot: Ref<StaffSnapshot>,
): {
  isClerk: ComputedRef<boolean>
  isOverseer: ComputedRef<boolean>
  isTechnician: ComputedRef<boolean>
} => ({
  /** Does what a clerk does. */
  isClerk: computed(() => holdsOneOf(snapshot.value, 'clerk', 'head')),
  /** Sees what everybody did, and sets the station up again. */
  isOverseer: computed(() => holdsOneOf(snapshot.value, 'head', 'technician')),
  /** Keeps the machine. */
  isTechnician: computed(() => holdsOneOf(snapshot.value, 'technician')),
})

/** Staff's side of the page: the door, who is signed in, and the way to ask the core. */
export const useStaff = defineStore('staff', () => {
  const flow = useFlow()
  const desk = useDesk()
  const asking = createAsking()
  const door = createDoor(asking)
  const snapshot = shallowRef<StaffSnapshot>({ tiles: [], signedIn: null, locked: null })
  const board = shallowRef<BoardSnapshot | null>(null)
  /** Signed in, and a resident's card took the console off the page before the core locked it. */
  const isAway = ref(false)
  let taps: readonly number[] = []

  /** Nobody's own result stands on the page, and the core is there. */
  const isQuiet = computed(() => ['home', 'crowd', 'attract'].includes(flow.route))
  /** What of staff's side stands on the page, `null` = the residents' side. */
  const screen = computed(() => {
    if (!isQuiet.value) return null
    if (snapshot.value.signedIn !== null && !isAway.value) return 'console'
    return door.isOpen.value ? 'door' : null
  })

  const attempt = <N extends CallName>(name: N, input: ActionInput<N>): Promise<CallOutput<N> | null> =>
    asking.attempt(name, input, desk.fail)

  const enter = (): void => {
    const { signedIn } = snapshot.value
    if (signedIn === null) return
    isAway.value = false
    door.close()
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

  /** A tap on the station's name. */
  const knockAtDoor = (): void => {
    const { taps: left, opens } = knock(taps, asking.monotonic())
    taps = left
    const { tiles, locked, signedIn } = snapshot.value
    if (opens && isQuiet.value && tiles.length > 0) door.open(locked ?? signedIn)
  }

  /** Tries a PIN for the person whom the pad asks for. */
  const signIn = async (pin: string): Promise<void> => {
    if (await door.guess(pin)) enter()
  }

  /** Staff's side leaves the page: a resident's card came, or somebody locked it. */
  const makeWay = (): void => {
    door.close()
    isAway.value = snapshot.value.signedIn !== null
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

  const touched = createTouch(asking)
  /** As `attempt`, for who says itself what a failure means. */
  const { drive, after, play, attempt: attemptQuietly } = asking
  const acts = { attempt, attemptQuietly, take, takeBoard, knockAtDoor, signIn, makeWay, lock, signOut }
  return { snapshot, board, screen, ...createRights(snapshot), touched, drive, after, play, ...door, ...acts }
})
