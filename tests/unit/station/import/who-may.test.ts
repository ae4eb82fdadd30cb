import { beforeEach, describe, expect, it } from 'vitest'
import { isStationError } from '../../../../electron/base/errors.ts'
import { calls, type CallName } from '../../../../electron/contract/calls.ts'
import { roles } from '../../../../electron/contract/staff.ts'
import { openRosters, type RosterRig } from '../../../support/roster-rig.ts'

let rig: RosterRig

beforeEach(async () => {
  rig = await openRosters()
})

/** Every table but that of the staff, who come for the test. */
const withoutStaff = (everything: string): unknown[] =>
  (JSON.parse(everything) as [string, unknown][]).filter(([table]) => table !== 'staff')

describe('who may', () => {
  const inputs: Record<Extract<CallName, `roster.${string}`>, object> = {
    'roster.files': {},
    'roster.open': { file: 'x' },
    'roster.state': {},
    'roster.assign': { fields: ['name'] },
    'roster.faults': { page: 0 },
    'roster.confirm': { commandId: '01890000-0000-7000-8000-000000000000' },
    'roster.back': {},
    'roster.cancel': {},
    'roster.saveFaults': { commandId: '01890000-0000-7000-8000-000000000000' },
  }

  it.each(Object.keys(inputs) as (keyof typeof inputs)[])(
    '%s: clerks and the head, and nobody else',
    async (name) => {
      expect(calls[name].audience).toBe('clerk')
      const asked = async (page: string): Promise<string> => {
        try {
          await rig.ask(name, inputs[name], page)
          return 'done'
        } catch (error) {
          return isStationError(error) ? error.code : String(error)
        }
      }
      const before = rig.everything()
      expect(await asked(rig.newId())).toBe('notAllowed')
      for (const role of roles) {
        const page = rig.newId()
        const account = rig.addStaff({ pin: '846093', roles: [role] })
        await rig.desk.signIn(page, { account, pin: '846093' })
        const isOpen = role === 'clerk' || role === 'head'
        expect((await asked(page)) === 'notAllowed').toBe(!isOpen)
      }
      expect(withoutStaff(rig.everything())).toEqual(withoutStaff(before))
    },
  )
})
