import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFirstStaff, firstPins } from '../../../electron/station/first-staff.ts'
import { defaultSettings } from '../../../electron/station/settings.ts'
import { brokenAuditEntry } from '../../../electron/staff/audit.ts'
import { checkPin } from '../../../electron/staff/sign-in.ts'
import { staffMembers } from '../../../electron/staff/store.ts'
import { openPipeline, type Pipeline } from '../../support/pipeline.ts'

const pepper = Buffer.alloc(32, 3)
let station: Pipeline
beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

describe('the first start of a new folder', () => {
  const live = { ...defaultSettings, mode: 'live' as const }

  it('creates whom a PIN was given for, with their roles, and their PINs open', async () => {
    const { store, clock, newId, boot } = station.parts
    const people = firstPins(live, { pins: { clerk: '123456', head: '271828' } })
    await createFirstStaff({ store, clock, newId, pepper }, people)
    const members = store.read(staffMembers)
    expect(members.map(({ name, roles }) => [name, roles])).toEqual([
      ['值班员', ['clerk', 'head', 'technician']],
      ['站长', ['head', 'council']],
    ])
    const account = members[1]?.id ?? ''
    expect(
      await checkPin({ store, clock, boot, pepper }, { account, pin: '271828', purpose: 'signIn' }),
    ).toMatchObject({
      kind: 'right',
    })
    expect(store.read(brokenAuditEntry)).toBeNull()
  })

  it('creates nobody without a PIN, and the two of the demonstration in a demonstration', () => {
    const none = { pins: { clerk: null, head: null } }
    expect(firstPins(live, none)).toEqual([])
    expect(firstPins({ ...live, mode: 'demo' }, none)).toMatchObject([
      { name: '值班员', pin: '246810' },
      { name: '站长', pin: '246810' },
    ])
    const given = firstPins({ ...live, mode: 'demo' }, { pins: { clerk: '918273', head: null } })
    expect(given).toMatchObject([{ pin: '918273' }])
    expect(given).toHaveLength(1)
  })
})
