import { describe, expect, it } from 'vitest'
import { refuseApproval } from '../../../../electron/staff/rules.ts'
import { staffMember } from '../../../../electron/staff/store.ts'
import type { SetupParts } from '../../../../electron/station/setup/handlers.ts'
import { linkCard } from '../../../../electron/station/setup/link-card.ts'
import { createCardTest } from '../../../../electron/station/setup/reader-test.ts'
import type { ReaderEvent } from '../../../../electron/reader/card-reader.ts'
import { openDesk } from '../../../support/desk-rig.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { errorWith } from '../../../support/test-store.ts'

const known = '119999194503070026'
const card = (idNumber: string): ReaderEvent =>
  ({
    kind: 'cardSeen',
    card: { reveal: () => ({ name: '王秀兰', nameEn: '', idNumber }) },
    timing: { foundAt: 10, lastByteAt: 96 },
  }) as unknown as ReaderEvent

const open = () => {
  const clock = new ManualClock()
  const test = createCardTest(
    clock,
    () => false,
    (number) => (number === known ? 'resident' : null),
  )
  return { clock, test }
}

it('knows whose card lies there while a page shows the test, and for a moment only', () => {
  const { clock, test } = open()
  expect(test.owner()).toBeUndefined()
  test.watch()
  test.take(card(known))
  expect(test.owner()).toBe('resident')
  test.take(card('119999195001010012'))
  expect(test.owner()).toBeNull()
  clock.advance(3_001)
  expect(test.owner()).toBeUndefined()
})

it('forgets the card before for one that was not read, and with the test', () => {
  const { clock, test } = open()
  test.watch()
  test.take(card(known))
  test.take({ kind: 'cardUnreadable' } as unknown as ReaderEvent)
  expect(test.owner()).toBeUndefined()
  test.take(card(known))
  test.end()
  test.watch()
  expect(test.owner()).toBeUndefined()
  test.take(card(known))
  clock.advance(10_000)
  test.watch()
  expect(test.owner()).toBeUndefined()
})

describe('linking an own card', () => {
  const link = (owner: string | null | undefined) => {
    const rig = openDesk()
    const resident = rig.person()
    const staff = rig.addStaff({ pin: '271828', roles: ['clerk'] })
    const cardTest = { owner: () => (owner === 'known' ? resident : owner) }
    const built = { parts: rig.parts, cardTest } as unknown as SetupParts
    const ask = (commandId = rig.newId(), whose = staff) =>
      linkCard(built, { commandId, staff: whose }, 'station')
    const linked = () => rig.parts.store.read((tx) => staffMember(tx, staff)?.resident)
    return { rig, resident, staff, ask, linked }
  }

  it('makes the staff member and the resident one person, once, and says so in the audit', () => {
    const { rig, resident, staff, ask, linked } = link('known')
    const commandId = rig.newId()
    expect(ask(commandId)).toEqual({ result: { kind: 'done' } })
    expect(ask(commandId)).toEqual({ result: { kind: 'done' } })
    expect(linked()).toBe(resident)
    expect(rig.audit().filter(({ action }) => action === 'setup.linkCardDone')).toMatchObject([
      { subject: staff },
    ])
    // From now on this one approves nothing that is given to oneself.
    const member = { id: staff, roles: ['head'] as const, resident: linked() ?? null }
    const author = { id: rig.newId(), resident: null }
    expect(refuseApproval({ author, approver: member, beneficiaries: [resident], needed: ['head'] })).toBe(
      'isBeneficiary',
    )
  })

  it.each([
    [undefined, 'noCard'],
    [null, 'cardUnknown'],
  ])('is refused for %s: %s, and writes nothing', (owner, reason) => {
    const { ask, linked, rig } = link(owner)
    const before = rig.everything()
    expect(ask()).toEqual({ result: { kind: 'refused', reason } })
    expect(linked()).toBeNull()
    expect(rig.everything()).toBe(before)
  })

  it('is for accounts that there are', () => {
    const { ask, rig } = link('known')
    expect(() => ask(rig.newId(), rig.newId())).toThrow(errorWith('notFound'))
  })
})
