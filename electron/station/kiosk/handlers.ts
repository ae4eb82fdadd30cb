import { StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { KioskEnd } from '../../contract/kiosk.ts'
import { bookCode, spendCode } from '../../staff/recover.ts'
import { answered, once } from '../commands.ts'
import { act, note, overseerOf } from '../desk/acts.ts'
import { isOpenAt } from '../backup/nightly.ts'
import type { Built } from '../built.ts'
import type { CallHandlers } from '../handlers.ts'

/** The screen goes dark so long after closing, and is lit so long before opening. */
const marginMs = 30 * 60_000
/** Long enough for the answer to reach the page. */
const farewellMs = 300

/** Whether nobody is expected. Only staff who gave the hours make the screen go dark. */
const isNight = ({ settings, parts }: Pick<Built, 'settings' | 'parts'>): boolean => {
  const { opening, mode } = settings.data
  if (opening === null || mode !== 'live') return false
  const now = parts.clock.now()
  return ![now - marginMs, now, now + marginMs].some((at) => isOpenAt(opening, at))
}

type KioskBuilt = Pick<Built, 'parts' | 'settings' | 'desk' | 'pageWatch' | 'supervisor'>

// A visitor's own machine is not ours to switch off.
const refuseInDemonstration = ({ settings }: KioskBuilt, how: KioskEnd): void => {
  if (settings.data.mode === 'demo' && how !== 'leave') throw new StationError('notAllowed')
}

const sayGoodbye = ({ parts, supervisor }: KioskBuilt, how: KioskEnd): void => {
  parts.clock.after(farewellMs, () => supervisor?.announce(how))
}

const endByCode = (
  built: KioskBuilt,
  { commandId, account, code, how }: CallInput<'kiosk.endByCode'>,
): CallOutput<'kiosk.endByCode'> => {
  refuseInDemonstration(built, how)
  const { parts, desk } = built
  const { pins } = desk.deps
  const before = answered(parts, commandId, 'kiosk.endByCode')
  if (before !== null) return before
  const booked = bookCode(pins, account)
  if (booked.kind === 'locked') return { result: booked }
  const { output } = once(
    parts,
    commandId,
    'kiosk.endByCode',
    (tx) => ({
      result: spendCode(tx, pins, { account, code, failures: booked.failures }, (audit, left) => {
        audit('kiosk.endedByCode', { how, left })
      }),
    }),
    ({ result }) => result.kind === 'done',
  )
  if (output.result.kind === 'done') sayGoodbye(built, how)
  return output
}

/** Signs of life of the page, and the ways out. */
export const createKioskHandlers = (
  built: KioskBuilt,
): Pick<CallHandlers, 'kiosk.beat' | 'kiosk.end' | 'kiosk.endByCode'> => ({
  'kiosk.beat': (beat, page) => ({ resume: built.pageWatch.beat(page, beat), night: isNight(built) }),
  'kiosk.end': ({ commandId, how }, page) => {
    refuseInDemonstration(built, how)
    const { output, repeated } = act(
      built.desk.deps,
      page,
      { call: 'kiosk.end', commandId },
      (tx, doing) => {
        note(tx, doing, 'kiosk.ended', '', { how })
        return {}
      },
      overseerOf,
    )
    // Sent again after the machine came back, it would end it once more.
    if (!repeated) sayGoodbye(built, how)
    return output
  },
  'kiosk.endByCode': (input) => endByCode(built, input),
})
