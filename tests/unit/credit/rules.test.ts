import { describe, expect, it } from 'vitest'
import { awardFor } from '../../../electron/credit/rules.ts'

const lecture = { id: 'e1', ruleId: 'L01' }

describe('points for an attendance', () => {
  it('are half a point for a lecture, under rule L01', () => {
    expect(awardFor({ agreed: true, resident: 'r1', event: lecture })).toEqual({
      amount: 50,
      ruleId: 'L01',
      ruleRev: 1,
      businessKey: 'r1|e1|L01',
    })
  })

  it('are never given without consent', () => {
    expect(awardFor({ agreed: false, resident: 'r1', event: lecture })).toBeNull()
  })

  it('are not given where the event names no rule, or one that is not known here', () => {
    expect(awardFor({ agreed: true, resident: 'r1', event: { id: 'e1', ruleId: null } })).toBeNull()
    expect(awardFor({ agreed: true, resident: 'r1', event: { id: 'e1', ruleId: 'X99' } })).toBeNull()
  })
})
