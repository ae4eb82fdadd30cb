import { recoveryCodes } from '../../contract/setup.ts'
import { makeCode, replaceCodes } from '../../staff/codes.ts'
import { writeAudit } from '../../staff/audit.ts'
import { recover } from '../../staff/recover.ts'
import type { CallHandlers } from '../handlers.ts'
import type { SetupParts } from './handlers.ts'

/** `actorOf` throws `notAllowed` for a page that may not set the station up. */
export const createCodeHandlers = (
  { parts, desk, settings }: SetupParts,
  actorOf: (page: string) => string,
): Pick<CallHandlers, 'codes.make' | 'codes.use'> => ({
  // Without a command id: an answer that is kept to be given again would stand in the database in clear.
  'codes.make': (_input, page) => {
    const actor = actorOf(page)
    const codes = Array.from({ length: recoveryCodes }, makeCode)
    parts.store.transaction((tx) => {
      const at = parts.clock.now()
      replaceCodes(tx, desk.deps.pins.pepper, { codes, at })
      writeAudit(tx, { at, actor, action: 'codes.made', subject: '', detail: { codes: codes.length } })
    })
    return { codes }
  },
  'codes.use': async (input) => {
    const stationCode = settings.data.station.code
    const result = await recover(desk.deps.pins, { ...input, stationCode })
    if (result.kind === 'done') desk.deps.desk.pinChanged(input.account)
    return { result }
  },
})
