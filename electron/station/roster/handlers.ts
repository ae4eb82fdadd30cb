import { describeError, StationError } from '../../base/errors.ts'
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts'
import { faultsPerPage } from '../../contract/roster.ts'
import { answered } from '../commands.ts'
import { act, look, note, type DeskDeps } from '../desk/acts.ts'
import type { CallHandlers } from '../handlers.ts'
import { writeFaults } from './faults-file.ts'
import { createRosterFiles } from './files.ts'
import { RosterJob } from './job.ts'
import type { TableReader } from './reading.ts'

type RosterCall = Extract<CallName, `roster.${string}`>
type State = CallOutput<'roster.state'>

export interface RosterDeps {
  desk: DeskDeps
  reader: TableReader
  /** Where lists may lie besides memory sticks. */
  importFolder: string
}

const none: State = { state: { stage: 'none' } }

/** The one list that is being imported, and whose it is. */
class Desk {
  readonly deps: RosterDeps
  #job: RosterJob | null = null

  constructor(deps: RosterDeps) {
    this.deps = deps
  }

  get job(): RosterJob | null {
    return this.#job
  }

  /** The list of whoever is signed in on the page; still a clerk. */
  of(page: string): RosterJob | null {
    const account = look(this.deps.desk, page, (_tx, { author }) => author.id)
    return this.#job?.account === account ? this.#job : null
  }

  /** Throws `notFound` where there is none. */
  own(page: string): RosterJob {
    const job = this.of(page)
    if (job === null) throw new StationError('notFound', { what: 'list' })
    return job
  }

  begin(account: string, file: ConstructorParameters<typeof RosterJob>[1]['file']): RosterJob {
    if (this.#job?.stage === 'saving') throw new StationError('conflict', { because: 'saving' })
    this.#job?.forget()
    const job = new RosterJob(this.deps.desk.parts, {
      account,
      file,
      forgotten: () => {
        if (this.#job === job) this.#job = null
      },
    })
    this.#job = job
    return job
  }

  /** What goes on after its call was answered; it tells by its state how it ended. */
  leave(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.deps.desk.parts.log.error('import of a list failed', { cause: describeError(error) })
      this.#job?.forget()
    })
  }
}

const stateOf = (job: RosterJob | null): State => (job === null ? none : { state: job.look() })

const confirm = (desk: Desk, page: string, { commandId }: CallInput<'roster.confirm'>): State => {
  const { desk: deps } = desk.deps
  const before = answered(deps.parts, commandId, 'roster.confirm')
  if (before !== null) return stateOf(desk.of(page))
  const job = desk.own(page)
  const { counts } = job
  if (job.stage !== 'preview') throw new StationError('conflict', { because: job.stage })
  if (counts.fresh + counts.known === 0) throw new StationError('badInput', { at: 'people' })
  act(deps, page, { call: 'roster.confirm', commandId }, (tx, doing) => {
    note(tx, doing, 'roster.confirmed', '', { ...counts })
    return none
  })
  desk.leave(job.save(commandId).finally(deps.written))
  return stateOf(job)
}

const saveFaults = async (
  desk: Desk,
  page: string,
  { commandId }: CallInput<'roster.saveFaults'>,
): Promise<CallOutput<'roster.saveFaults'>> => {
  const { desk: deps } = desk.deps
  const before = answered(deps.parts, commandId, 'roster.saveFaults')
  if (before !== null) return before
  const job = desk.own(page)
  if (job.faults.length === 0) throw new StationError('notFound', { what: 'faults' })
  const file = await writeFaults(deps.parts, job)
  return act(deps, page, { call: 'roster.saveFaults', commandId }, (tx, doing) => {
    note(tx, doing, 'roster.faultsSaved', '', { rows: job.faults.length })
    return { file }
  }).output
}

/** Lists of people, from a memory stick into the register. */
export const createRosterHandlers = (deps: RosterDeps): Pick<CallHandlers, RosterCall> => {
  const { stick, parts } = deps.desk
  const files = createRosterFiles({
    roots: async () => [...(await stick.roots()), deps.importFolder],
    newId: parts.newId,
  })
  const desk = new Desk(deps)
  return {
    'roster.files': async (_input, page) => {
      look(deps.desk, page, () => undefined)
      const listed = await files.list()
      look(deps.desk, page, (tx, doing) => {
        note(tx, doing, 'roster.listed', '', { files: listed.length })
      })
      return { files: listed }
    },
    'roster.open': async ({ file }, page) => {
      look(deps.desk, page, () => undefined)
      const opened = await files.open(file)
      const account = look(deps.desk, page, (tx, doing) => {
        note(tx, doing, 'roster.opened', '', { bytes: opened.bytes.length })
        return doing.author.id
      })
      const { bytes } = opened
      const job = desk.begin(account, opened)
      desk.leave(job.read(deps.reader, bytes))
      return stateOf(job)
    },
    'roster.state': (_input, page) => stateOf(desk.of(page)),
    'roster.assign': ({ fields }, page) => {
      const job = desk.own(page)
      job.assign(fields)
      desk.leave(job.check())
      return stateOf(job)
    },
    'roster.faults': ({ page: index }, page) => {
      const { faults } = desk.own(page)
      const from = index * faultsPerPage
      return { total: faults.length, faults: faults.slice(from, from + faultsPerPage) }
    },
    'roster.confirm': (input, page) => confirm(desk, page, input),
    'roster.back': (_input, page) => {
      const job = desk.own(page)
      job.back()
      return stateOf(job)
    },
    'roster.cancel': (_input, page) => {
      desk.of(page)?.cancel()
      return stateOf(desk.of(page))
    },
    'roster.saveFaults': (input, page) => saveFaults(desk, page, input),
  }
}
