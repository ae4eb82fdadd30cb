import { toInstant } from '../../base/clock.ts'
import { isStationError, StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { DeskNotice, NoticeFault, NoticeForm, NoticeResult } from '../../contract/notices.ts'
import { businessDateOf } from '../../contract/values.ts'
import {
  daysLeftOf,
  faultsOf,
  formOf,
  mostNotices,
  phaseOf,
  readForm,
  withNotice,
  type Notice,
} from '../../notices/rules.ts'
import type { Tx } from '../../store/tx.ts'
import { act, look, note, type Act, type DeskDeps } from '../desk/acts.ts'
import { keepPicture } from '../pictures.ts'
import { troubleOf, type NoticesDocument } from './file.ts'

export interface NoticeDeps {
  desk: DeskDeps
  document: NoticesDocument
}

type WritingCall = 'notices.save' | 'notices.publish' | 'notices.withdraw'

/** What a command makes: the notice, and the word that the audit has for it. */
interface Change {
  notice: Notice
  action: 'notice.saved' | 'notice.published' | 'notice.withdrawn'
}

const refused = (...faults: NoticeFault[]): NoticeResult => ({ kind: 'refused', faults })

/** As `notices.desk` lists one. */
const deskNoticeOf = (one: Notice, today: string): DeskNotice => ({
  id: one.id,
  sequence: one.sequence,
  phase: phaseOf(one, today),
  form: formOf(one),
  picture: one.picture,
  publishedAt: one.publishedAt === null ? null : toInstant(one.publishedAt),
  daysLeft: daysLeftOf(one, today),
})

/** All notices for a clerk: what stands or will, before what is over. */
export const listForDesk = ({ desk, document }: NoticeDeps, page: string): CallOutput<'notices.desk'> =>
  look(desk, page, (_tx, { at }) => {
    const today = businessDateOf(at)
    const isOver = ({ phase }: DeskNotice): boolean => phase === 'expired' || phase === 'withdrawn'
    const notices = document.data.notices
      .map((one) => deskNoticeOf(one, today))
      .toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || (a.id < b.id ? 1 : -1))
    return { trouble: troubleOf(document), notices: notices.slice(0, 2 * mostNotices) }
  })

const known = ({ document }: NoticeDeps, id: string): Notice => {
  const one = document.data.notices.find((candidate) => candidate.id === id)
  if (one === undefined) throw new StationError('notFound', { what: 'notice' })
  return one
}

/** The notice as the page saw it. Throws `conflict` where it has changed since. */
const seen = (deps: NoticeDeps, id: string, sequence: number): Notice => {
  const one = known(deps, id)
  if (one.sequence !== sequence) throw new StationError('conflict', { because: 'changedSince' })
  return one
}

/** Whoever agreed before is not asked again, as long as the name is the same. */
const agreedNames = (
  names: NoticeForm['names'],
  before: Notice | null,
  { author, at }: Act,
): Notice['names'] =>
  names.map(({ name, agreed }) => {
    const earlier = before?.names.find((one) => one.name === name)?.agreed ?? null
    return { name, agreed: agreed ? (earlier ?? { by: author.id, at }) : null }
  })

/** Kept with the command's answer: a write to the file that a crash cut off is done again from the same input. */
const pictureOf = (
  tx: Tx,
  { desk }: NoticeDeps,
  picture: CallInput<'notices.save'>['picture'],
  { before, at }: { before: Notice | null; at: number },
): string | null => {
  if (picture.kind === 'keep') return before?.picture ?? null
  return picture.kind === 'none' ? null : keepPicture(tx, desk.parts, picture.data, at)
}

const isInFile = (
  { document }: NoticeDeps,
  { notice, sequence }: { notice: string; sequence: number },
): boolean => document.data.notices.some((one) => one.id === notice && one.sequence >= sequence)

/** Puts a notice into the file, and tells pages. */
const write = async ({ desk, document }: NoticeDeps, notice: Notice): Promise<void> => {
  const today = businessDateOf(desk.parts.clock.now())
  try {
    await document.update((file) => withNotice(file, notice, today))
  } catch (error) {
    // It stands all the same; the document tries each minute to write it, and staff read so on their page.
    if (!isStationError(error)) throw error
  } finally {
    desk.written()
  }
}

/**
 * Writes a command's answer and audit to the database first, and the notice to the file after it. Where a crash lay
 * between the two, the same command finds its answer, and puts into the file what is missing there.
 */
const change = async <N extends WritingCall>(
  deps: NoticeDeps,
  page: string,
  command: { call: N; commandId: string },
  work: (tx: Tx, doing: Act) => Change | NoticeFault[],
): Promise<{ result: NoticeResult }> => {
  const { desk } = deps
  const made: Notice[] = []
  const { output, repeated } = act<WritingCall>(desk, page, command, (tx, doing) => {
    const done = work(tx, doing)
    if (Array.isArray(done)) return { result: refused(...done) }
    const { notice, action } = done
    const agreed = notice.names.filter((one) => one.agreed !== null).length
    const detail = { kind: notice.kind, sequence: notice.sequence, names: notice.names.length, agreed }
    note(tx, doing, action, notice.id, detail)
    made.push(notice)
    const { id, sequence, picture } = notice
    return { result: { kind: 'done', notice: id, sequence, picture } }
  })
  const { result } = output
  if (result.kind === 'done' && repeated && !isInFile(deps, result)) {
    const again = look(desk, page, work)
    const { notice: id, sequence, picture } = result
    if (!Array.isArray(again)) made.push({ ...again.notice, id, sequence, picture })
  }
  for (const notice of made) await write(deps, notice)
  return output
}

/** Keeps what was typed, and publishes it where asked to. */
export const saveNotice = async (
  deps: NoticeDeps,
  page: string,
  input: CallInput<'notices.save'>,
): Promise<CallOutput<'notices.save'>> => {
  const { desk, document } = deps
  const { commandId } = input
  return change(deps, page, { call: 'notices.save', commandId }, (tx, doing) => {
    const before = input.notice === null ? null : seen(deps, input.notice, input.sequence)
    const form = readForm(input.form)
    const publishes = input.publish || before?.state === 'published'
    const faults = faultsOf(form, businessDateOf(doing.at), publishes)
    if (before === null && document.data.notices.length >= 2 * mostNotices)
      faults.push({ field: 'notice', problem: 'tooMany' })
    if (faults.length > 0 || form.until === null) return faults
    const { kind, title, body, from, until } = form
    const notice: Notice = {
      id: before?.id ?? desk.parts.newId(),
      sequence: (before?.sequence ?? 0) + 1,
      state: publishes ? 'published' : (before?.state ?? 'draft'),
      ...{ kind, title, body, from, until },
      picture: pictureOf(tx, deps, input.picture, { before, at: doing.at }),
      names: agreedNames(form.names, before, doing),
      publishedAt: publishedAtOf(before, publishes, doing.at),
      by: doing.author.id,
    }
    return { notice, action: input.publish ? 'notice.published' : 'notice.saved' }
  })
}

/** What was published keeps its day while it is corrected; what comes back up is news again. */
const publishedAtOf = (before: Notice | null, publishes: boolean, at: number): number | null =>
  publishes && before?.state !== 'published' ? at : (before?.publishedAt ?? null)

/** Publishes a draft, or what was taken down, as it is. */
export const publishNotice = async (
  deps: NoticeDeps,
  page: string,
  { commandId, notice: id, sequence }: CallInput<'notices.publish'>,
): Promise<CallOutput<'notices.publish'>> =>
  change(deps, page, { call: 'notices.publish', commandId }, (_tx, doing) => {
    const before = seen(deps, id, sequence)
    if (before.state === 'published') return [{ field: 'notice', problem: 'wrongPhase' }]
    const faults = faultsOf(formOf(before), businessDateOf(doing.at), true)
    if (faults.length > 0) return faults
    const published = { state: 'published', publishedAt: doing.at, by: doing.author.id } as const
    return { notice: { ...before, ...published, sequence: sequence + 1 }, action: 'notice.published' }
  })

/** Takes down what is published. */
export const withdrawNotice = async (
  deps: NoticeDeps,
  page: string,
  { commandId, notice: id, sequence }: CallInput<'notices.withdraw'>,
): Promise<CallOutput<'notices.withdraw'>> =>
  change(deps, page, { call: 'notices.withdraw', commandId }, (_tx, doing) => {
    const before = seen(deps, id, sequence)
    if (before.state !== 'published') return [{ field: 'notice', problem: 'wrongPhase' }]
    const notice: Notice = { ...before, state: 'withdrawn', sequence: sequence + 1, by: doing.author.id }
    return { notice, action: 'notice.withdrawn' }
  })
