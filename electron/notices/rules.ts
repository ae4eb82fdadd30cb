import { z } from 'zod'
import {
  longestBody,
  longestName,
  longestTitle,
  mostNames,
  noticeKind,
  type NoticeFault,
  type NoticeForm,
  type NoticePhase,
} from '../contract/notices.ts'
import { addDays, addMonths, businessDate, businessDateOf, dayMs, uuid } from '../contract/values.ts'

const agreedName = z.object({
  name: z.string().min(1).max(longestName),
  /** Whoever of staff vouched that this person agreed, and when; `null`: nobody has yet. */
  agreed: z.object({ by: uuid, at: z.int() }).nullable(),
})

const notice = z.object({
  id: uuid,
  sequence: z.int().positive(),
  state: z.enum(['draft', 'published', 'withdrawn']),
  kind: noticeKind,
  title: z.string().min(1).max(longestTitle),
  body: z.string().min(1).max(longestBody),
  picture: uuid.nullable(),
  from: businessDate,
  until: businessDate,
  names: z.array(agreedName).max(mostNames),
  publishedAt: z.int().nullable(),
  by: uuid,
})
export type Notice = z.infer<typeof notice>

/** `notices.json`. */
export const noticesFile = z.object({
  /** Rises with every change. */
  revision: z.int().nonnegative(),
  notices: z.array(notice),
})
export type NoticesFile = z.infer<typeof noticesFile>

/** For whom nobody knows when they were here last, a notice is new for so long. */
const newForDays = 3
/** What is over is kept to look up for about a year. */
const keptDays = 400
export const mostNotices = 200
/** Staff are told of an end so many days before it, today included. */
const endingWithinDays = 3

/** What an ordinary font draws as a picture, and what nobody sees. */
const badCharacter =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Emoji_Presentation}\p{Regional_Indicator}\u{1F000}-\u{1FAFF}\uFE0F\u20E3\uFFFD]/u

/** Whether a published notice stands on a day. */
export const isShownOn = ({ state, from, until }: Notice, today: string): boolean =>
  state === 'published' && from <= today && today <= until

/** Where a notice stands on a day. */
export const phaseOf = (one: Notice, today: string): NoticePhase => {
  if (one.state !== 'published') return one.state
  if (one.until < today) return 'expired'
  return one.from > today ? 'coming' : 'shown'
}

/** The day on which it came up: what was published ahead is news on its first day. */
export const appearedAt = ({ publishedAt, from }: Notice): number =>
  Math.max(publishedAt ?? 0, Date.parse(`${from}T00:00:00+08:00`))

/** What stands on a day, the newest first. */
export const shownOn = (notices: readonly Notice[], today: string): Notice[] =>
  notices
    .filter((one) => isShownOn(one, today))
    .toSorted((a, b) => appearedAt(b) - appearedAt(a) || (a.id < b.id ? 1 : -1))

/** New to whoever was here last at `lastHere`; to everybody for three days, the first included. */
export const isNewTo = (
  one: Notice,
  { today, lastHere }: { today: string; lastHere: number | null },
): boolean =>
  lastHere === null
    ? businessDateOf(appearedAt(one)) > addDays(today, -newForDays)
    : appearedAt(one) > lastHere

const faultOfText = (field: 'title' | 'body' | 'names', text: string, most: number): NoticeFault[] => {
  if (text === '') return [{ field, problem: 'empty' }]
  if (badCharacter.test(text.replaceAll('\n', ' '))) return [{ field, problem: 'badCharacter' }]
  return text.length > most ? [{ field, problem: 'tooLong' }] : []
}

const faultsOfDates = ({ from, until }: NoticeForm, today: string): NoticeFault[] => {
  if (until === null) return [{ field: 'until', problem: 'empty' }]
  if (until < today) return [{ field: 'until', problem: 'inPast' }]
  if (until < from) return [{ field: 'until', problem: 'untilBeforeFrom' }]
  return until > addMonths(today, 12) ? [{ field: 'until', problem: 'tooFarAhead' }] : []
}

const faultsOfNames = ({ kind, names }: NoticeForm, publishing: boolean): NoticeFault[] => {
  if (kind !== 'thanks') return []
  if (names.length === 0) return [{ field: 'names', problem: 'empty' }]
  const [fault] = names.flatMap(({ name }) => faultOfText('names', name, longestName))
  if (fault !== undefined) return [fault]
  return publishing && names.some(({ agreed }) => !agreed) ? [{ field: 'names', problem: 'notAgreed' }] : []
}

/** The form without blanks at its edges and empty paragraphs; only thanks name anybody. */
export const readForm = (form: NoticeForm): NoticeForm => ({
  ...form,
  title: form.title.trim(),
  body: form.body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n'),
  names: form.kind === 'thanks' ? form.names.map(({ name, agreed }) => ({ name: name.trim(), agreed })) : [],
})

/** Everything that is wrong with a form as `readForm` gave it. `publishing`: it will be seen. */
export const faultsOf = (form: NoticeForm, today: string, publishing: boolean): NoticeFault[] => [
  ...(form.title.includes('\n')
    ? [{ field: 'title', problem: 'badCharacter' } as const]
    : faultOfText('title', form.title, longestTitle)),
  ...faultOfText('body', form.body, longestBody),
  ...faultsOfDates(form, today),
  ...faultsOfNames(form, publishing),
]

/** A notice as a form. */
export const formOf = ({ kind, title, body, from, until, names }: Notice): NoticeForm => ({
  kind,
  title,
  body,
  from,
  until,
  names: names.map(({ name, agreed }) => ({ name, agreed: agreed !== null })),
})

/** The file with one notice put in, or put in its place; what has long been over goes. */
export const withNotice = (file: NoticesFile, one: Notice, today: string): NoticesFile => ({
  revision: file.revision + 1,
  notices: [
    ...file.notices.filter(({ id, until }) => id !== one.id && until >= addDays(today, -keptDays)),
    one,
  ],
})

/** How many notices end next within the coming days, and when; `null`: none. */
export const endingNext = (
  notices: readonly Notice[],
  today: string,
): { count: number; on: string; titles: string[] } | null => {
  const soon = notices
    .filter((one) => isShownOn(one, today) && one.until < addDays(today, endingWithinDays))
    .toSorted((a, b) => (a.until < b.until ? -1 : 1))
  const [first] = soon
  if (first === undefined) return null
  const ends = soon.filter(({ until }) => until === first.until)
  return { count: ends.length, on: first.until, titles: ends.slice(0, 2).map(({ title }) => title) }
}

/** Who is thanked now: the newest thanks that stands and whose names all agreed; `null`: nobody. */
export const thanksNow = (
  notices: readonly Notice[],
  today: string,
): { names: string[]; text: string } | null => {
  const one = shownOn(notices, today).find(
    ({ kind, names }) =>
      kind === 'thanks' && names.length > 0 && names.every(({ agreed }) => agreed !== null),
  )
  return one === undefined ? null : { names: one.names.map(({ name }) => name), text: one.title }
}

/** Titles of what stands now, the newest first. */
export const noticesNow = (notices: readonly Notice[], today: string): string[] =>
  shownOn(notices, today).map(({ title }) => title)

/** Days for which it still stands, today included; `null` for what does not. */
export const daysLeftOf = (one: Notice, today: string): number | null =>
  isShownOn(one, today) ? Math.round((Date.parse(one.until) - Date.parse(today)) / dayMs) + 1 : null
