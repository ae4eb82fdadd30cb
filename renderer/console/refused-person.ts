import type { BoardNeed, FoundPerson } from '../../electron/contract/staff.ts'

/** Whom a rule sent away, as the form for entries by hand wants a person: what the board does not say stays open. */
export const personOfRefusal = ({
  resident,
  person,
}: Extract<BoardNeed, { kind: 'refusal' }>): FoundPerson => ({
  id: resident,
  person,
  birthYear: 0,
  sex: 'unknown',
  lastTwo: null,
  teams: [],
  lastCame: null,
  provisional: false,
  at: [],
})
