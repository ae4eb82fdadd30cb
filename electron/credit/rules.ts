/** A rule that gives points, as far as a single attendance needs it. */
export interface AwardRule {
  id: string
  rev: number
  /** Hundredths of a point. */
  amount: number
}

/** Attending a lecture as a listener: half a point. */
export const lectureAttendance: AwardRule = { id: 'L01', rev: 1, amount: 50 }

const rules: readonly AwardRule[] = [lectureAttendance]

export interface Award {
  amount: number
  ruleId: string
  ruleRev: number
  businessKey: string
}

/** The same resident is given the same award once for one event, at whatever station. */
export const businessKeyOf = (resident: string, event: string, ruleId: string): string =>
  `${resident}|${event}|${ruleId}`

/** What one attendance earns; `null` without consent, or where the event gives nothing. */
export const awardFor = (input: {
  agreed: boolean
  resident: string
  event: { id: string; ruleId: string | null }
}): Award | null => {
  const rule = rules.find(({ id }) => id === input.event.ruleId)
  if (!input.agreed || rule === undefined) return null
  return {
    amount: rule.amount,
    ruleId: rule.id,
    ruleRev: rule.rev,
    businessKey: businessKeyOf(input.resident, input.event.id, rule.id),
  }
}
