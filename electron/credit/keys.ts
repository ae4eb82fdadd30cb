/** What makes two awards under one rule the same award. Nothing at all: the rule gives once in a life. */
export type AwardSubject =
  { event: string } | { document: string } | { star: number } | { claim: string } | { once: 'ever' }

/** A document number however it was typed: width, case and blanks make no second document. */
const sameDocument = (number: string): string => number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()

const subjectOf = (subject: AwardSubject): string => {
  if ('event' in subject) return subject.event
  if ('document' in subject) return `document:${sameDocument(subject.document)}`
  if ('star' in subject) return `star:${String(subject.star)}`
  if ('claim' in subject) return `claim:${subject.claim}`
  return 'ever'
}

/** While an entry with this key stands, nobody is given the same again, at whatever station. */
export const businessKeyOf = (of: { resident: string; rule: string } & AwardSubject): string =>
  `${of.resident}|${subjectOf(of)}|${of.rule}`
