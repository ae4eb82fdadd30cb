import { StationError } from '../../base/errors.ts'
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

/** Signs of life of the page, and the way out. */
export const createKioskHandlers = (
  built: Pick<Built, 'parts' | 'settings' | 'desk' | 'pageWatch' | 'supervisor'>,
): Pick<CallHandlers, 'kiosk.beat' | 'kiosk.end'> => ({
  'kiosk.beat': (beat, page) => {
    built.pageWatch.beat(page, beat)
    return { night: isNight(built) }
  },
  'kiosk.end': ({ commandId, how }, page) => {
    // A visitor's own machine is not ours to switch off.
    if (built.settings.data.mode === 'demo' && how !== 'leave') throw new StationError('notAllowed')
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
    if (!repeated) built.parts.clock.after(farewellMs, () => built.supervisor?.announce(how))
    return output
  },
})
