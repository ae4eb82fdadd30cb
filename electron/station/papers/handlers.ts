import type { StationEvent } from '../../calendar/rules.ts'
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts'
import { businessDateOf } from '../../contract/values.ts'
import { paperWords } from '../../contract/words/papers.ts'
import type { Reports } from '../../reports/client.ts'
import type { Paper } from '../../reports/papers/paper.ts'
import type { Printer } from '../../reports/papers/printer.ts'
import { csvText } from '../credit/csv.ts'
import { createDelivery, type MadeFile } from '../delivery.ts'
import { knownEvent, type DeskDeps } from '../desk/acts.ts'
import type { CallHandlers } from '../handlers.ts'
import { monthOf, peopleOf, posterOf, rosterOf, rowsOf } from './gather.ts'

type PaperCall = Extract<CallName, `papers.${string}`>

export interface PapersDeps {
  desk: DeskDeps
  reports: Pick<Reports, 'eventReport'>
  printer: Printer
  /** Where files go without a memory stick. */
  exportFolder: string
  stationName: () => string
}

/** What a list is made with. */
export type RosterDeps = Omit<PapersDeps, 'exportFolder'>

type Made = MadeFile<
  'papers.planPrinted' | 'papers.posterPrinted' | 'papers.rosterPrinted' | 'papers.rosterSaved'
>

/** A title as part of a file's name, on sticks that Windows reads too. */
const inName = (title: string): string =>
  title
    .replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '-')
    .slice(0, 40)
    .trim()

const makePlan = async (
  { desk: { parts }, printer, stationName }: PapersDeps,
  { month, size }: CallInput<'papers.plan'>,
): Promise<Made> => {
  const days = parts.store.read((tx) => monthOf(tx, month))
  const content = await printer.print({ kind: 'plan', station: stationName(), size, ...days })
  const name = paperWords.plan.file(month)
  return { name, content, action: 'papers.planPrinted', subject: '', detail: { month, size } }
}

const makePoster = async (
  { desk: { parts }, printer, stationName }: PapersDeps,
  about: CallInput<'papers.poster'>['about'],
): Promise<Made> => {
  const action = 'papers.posterPrinted'
  if (about.kind === 'month') {
    const month = parts.store.read((tx) => monthOf(tx, about.month))
    const content = await printer.print({ kind: 'monthPoster', station: stationName(), ...month })
    const name = paperWords.poster.monthFile(about.month)
    return { name, content, action, subject: '', detail: { month: about.month } }
  }
  const { event, paper } = parts.store.read((tx): { event: StationEvent; paper: Paper } => {
    const known = knownEvent(tx, about.event)
    return { event: known, paper: posterOf(tx, stationName(), known) }
  })
  const name = paperWords.poster.eventFile(inName(event.title), businessDateOf(event.startsAt))
  return { name, content: await printer.print(paper), action, subject: event.id, detail: {} }
}

/** The list of an event, named after it. */
export const makeRoster = async (
  { desk: { parts }, reports, printer, stationName }: RosterDeps,
  { event: id, as }: Pick<CallInput<'papers.roster'>, 'event' | 'as'>,
): Promise<Made> => {
  const event = parts.store.read((tx) => knownEvent(tx, id))
  const { rows, expected } = await rowsOf(reports, id, parts.clock.now())
  const people = await peopleOf(parts, rows)
  const say = paperWords.roster
  const name = say.file(inName(event.title), businessDateOf(event.startsAt), as)
  const about = { name, subject: id, detail: { people: people.length } }
  if (as === 'pdf')
    return {
      ...about,
      action: 'papers.rosterPrinted',
      content: await printer.print(rosterOf(stationName(), event, people, expected)),
    }
  const cells = people.map(({ name: person, lastTwo, time }, index) => [
    String(index + 1),
    person,
    lastTwo ?? '',
    time ?? '',
  ])
  return { ...about, action: 'papers.rosterSaved', content: csvText([say.columns.slice(0, 4), ...cells]) }
}

/** Papers that staff print: month plan, posters, rosters. */
export const createPapersHandlers = (deps: PapersDeps): Pick<CallHandlers, PaperCall> => {
  const delivery = createDelivery(deps)
  const make = (
    call: PaperCall,
    { commandId }: { commandId: string },
    page: string,
    work: () => Promise<Made>,
  ): Promise<CallOutput<PaperCall>> => delivery(page, { call, commandId }, work)
  return {
    'papers.plan': (input, page) => make('papers.plan', input, page, () => makePlan(deps, input)),
    'papers.poster': (input, page) => make('papers.poster', input, page, () => makePoster(deps, input.about)),
    'papers.roster': (input, page) => make('papers.roster', input, page, () => makeRoster(deps, input)),
  }
}
