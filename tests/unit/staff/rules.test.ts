import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roles, type Role } from '../../../electron/contract/staff.ts'
import {
  areTogether,
  isWeakPin,
  refuseApproval,
  triesLeft,
  waitAfter,
  waitLeft,
} from '../../../electron/staff/rules.ts'

const minute = 60_000

describe('wrong PINs', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, minute],
    [6, 2 * minute],
    [7, 4 * minute],
    [10, 32 * minute],
    [11, 60 * minute],
    [5000, 60 * minute],
  ])('after %i in a row the next guess waits %i ms', (failures, wait) => {
    expect(waitAfter(failures)).toBe(wait)
  })

  it('count down to none', () => {
    expect([0, 1, 4, 5, 9].map(triesLeft)).toEqual([5, 4, 1, 0, 0])
  })

  it('the wait passes by monotonic time, and a restart begins it anew', () => {
    const state = { failures: 5, waitMs: minute, bootId: 'a', fromMonoMs: 10_000 }
    expect(waitLeft(state, { bootId: 'a', monoMs: 10_000 })).toBe(minute)
    expect(waitLeft(state, { bootId: 'a', monoMs: 69_999 })).toBe(1)
    expect(waitLeft(state, { bootId: 'a', monoMs: 70_000 })).toBe(0)
    expect(waitLeft(state, { bootId: 'b', monoMs: 5000 })).toBe(55_000)
    expect(waitLeft(null, { bootId: 'b', monoMs: 0 })).toBe(0)
  })
})

describe('a weak PIN', () => {
  const code = '119999001001'
  it.each([
    '123456',
    '654321',
    '890123',
    '000000',
    '777777',
    '121212',
    '123123',
    '112233',
    '199901',
    '240115',
    '311299',
    '123199',
    '999900',
    '001001',
  ])('%s is one', (pin) => {
    expect(isWeakPin(pin, code)).toBe(true)
  })
  it.each(['271828', '846093', '509417'])('%s is not', (pin) => {
    expect(isWeakPin(pin, code)).toBe(false)
  })
})

describe('approval by a second person', () => {
  const people = ['a', 'b', 'c']
  const anyRoles = fc.subarray([...roles])

  it('is never given by who asked, by who gains, or by who may not: over all of them', () => {
    const anybody = fc.constantFrom(...people)
    fc.assert(
      fc.property(
        fc.tuple(anybody, fc.option(anybody)),
        fc.tuple(anybody, fc.option(anybody)),
        fc.subarray(people),
        anyRoles,
        anyRoles,
        ([author, authorsResident], [approver, approversResident], beneficiaries, has, needed) => {
          const refusal = refuseApproval({
            author: { id: author, resident: authorsResident },
            approver: { id: approver, roles: has, resident: approversResident },
            beneficiaries,
            needed,
          })
          const gains = [authorsResident, approversResident].some(
            (resident) => resident !== null && beneficiaries.includes(resident),
          )
          const isOnePerson =
            author === approver || (authorsResident !== null && authorsResident === approversResident)
          const isFine = !isOnePerson && !gains && needed.some((role: Role) => has.includes(role))
          expect(refusal === null).toBe(isFine)
        },
      ),
    )
  })

  it('both PINs are given within two minutes', () => {
    expect(areTogether(1000, 121_000)).toBe(true)
    expect(areTogether(1000, 121_001)).toBe(false)
  })
})
