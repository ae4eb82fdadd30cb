/** What is wrong with a catalogue. */
export type FaultReason =
  /** A field is missing, or holds what it cannot. */
  | 'shape'
  /** A field that nobody reads, such as a unit that does not exist. */
  | 'unknownField'
  /** A kind, period or way that does not exist. */
  | 'unknownValue'
  | 'duplicateItem'
  /** Ends before it begins. */
  | 'datesReversed'
  | 'revNotRising'
  | 'revisionsOverlap'
  /** Such an award cannot rest on that basis. */
  | 'awardMisfit'
  /** Taps need nobody's decision, documents need one, and a council's needs a notice. */
  | 'approvalMisfit'
  /** Only what rests on a document and gives points can be reported of oneself. */
  | 'selfReportMisfit'
  /** Points are only taken by a council, after a notice. */
  | 'deductionWithoutCouncil'
  /** `everyDocument` without documents, or hours that count once. */
  | 'onceMisfit'
  | 'tiersNotRising'
  /** Only the last tier is open, and it must be. */
  | 'tierOpenness'
  | 'rangeReversed'
  /** Two caps over the same period. */
  | 'capTwice'
  /** A cap beside a wider one that is no wider. */
  | 'capNeverBites'
  /** Fewer points than the rule gives at once. */
  | 'capBelowAward'
  /** Times say nothing of hours, points nothing of a deduction, and what is given once or as a star needs no cap. */
  | 'capMisfit'
  | 'bandGap'
  | 'bandOverlap'
  | 'bandOrder'
  /** The highest and the lowest band are open, the others closed. */
  | 'bandOpenness'
  | 'bandTwice'
  /** Band sets take effect one after the other. */
  | 'bandDates'

export interface Fault {
  at: string
  reason: FaultReason
}

export const fault = (at: string, reason: FaultReason): Fault => ({ at, reason })
