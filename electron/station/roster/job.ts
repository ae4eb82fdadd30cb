import { describeError, StationError } from '../../base/errors.ts'
import type { RosterState } from '../../contract/roster.ts'
import type { Parts } from '../parts.ts'
import { checkList, countsOf, type CheckedList } from './checking.ts'
import { columnsOf, findHeads, type Fields, type Heads } from './columns.ts'
import type { OpenedFile } from './files.ts'
import type { TableReader } from './reading.ts'
import { noteSaved, savePeople, type Saved } from './saving.ts'
import { refusalOf, type TableRow } from './table.ts'

/** A list that nobody looks at any more is forgotten: names and numbers of many people lie in it. */
const forgottenAfterMs = 10 * 60_000

type Stage = RosterState['stage']

/** One list of people on its way from a file into the register. Nothing of it is saved before `save`. */
export class RosterJob {
  readonly account: string
  readonly file: Omit<OpenedFile, 'bytes'>
  readonly #parts: Parts
  readonly #end = new AbortController()
  #check = new AbortController()
  #state: RosterState
  #heads: Heads | null = null
  #fields: Fields = []
  #checked: CheckedList = { people: [], faults: [] }
  #isStopping = false
  #stopForgetting: () => void = () => undefined
  /** Called once, when nothing of the list is kept any more. */
  readonly #forgotten: () => void

  constructor(
    parts: Parts,
    { account, file, forgotten }: { account: string; file: OpenedFile; forgotten: () => void },
  ) {
    const { name, path, root } = file
    this.#parts = parts
    this.account = account
    this.file = { name, path, root }
    this.#forgotten = forgotten
    this.#state = { stage: 'reading', file: name }
    this.look()
  }

  get stage(): Stage {
    return this.#state.stage
  }

  /** Where it stands, for somebody who looks at it. */
  look(): RosterState {
    this.#stopForgetting()
    this.#stopForgetting = this.#parts.clock.after(forgottenAfterMs, () => {
      if (this.stage !== 'saving') this.forget()
    })
    return this.#state
  }

  /** Rows that are left out, each with its cells. */
  get faults(): CheckedList['faults'] {
    return this.#checked.faults
  }

  get counts(): ReturnType<typeof countsOf> {
    return countsOf(this.#checked)
  }

  get heads(): readonly string[] {
    return this.#heads?.heads ?? []
  }

  cellsOf(rows: ReadonlySet<number>): readonly TableRow[] {
    return this.#heads?.people.filter(({ row }) => rows.has(row)) ?? []
  }

  async read(reader: TableReader, bytes: OpenedFile['bytes']): Promise<void> {
    const { name: file } = this.file
    try {
      this.#heads = findHeads(await reader.read(bytes, this.#end.signal))
      this.#fields = this.#heads.fields
      this.#showColumns()
    } catch (error) {
      const why = refusalOf(error)
      if (why === null) this.#parts.log.error('list not read', { cause: describeError(error) })
      this.#state = { stage: 'refused', file, why: why ?? 'damaged' }
    }
  }

  /** Takes over what the columns are. Throws `badInput` without a column of names. */
  assign(fields: Fields): void {
    const { stage } = this
    const heads = this.#heads
    if (heads === null || (stage !== 'columns' && stage !== 'preview'))
      throw new StationError('conflict', { because: stage })
    if (!fields.includes('name')) throw new StationError('badInput', { at: 'fields' })
    this.#fields = heads.heads.map((_, index) => fields[index] ?? null)
    this.#check.abort()
    this.#check = new AbortController()
    this.#state = { stage: 'checking', file: this.file.name, done: 0, total: heads.people.length }
  }

  /** Looks at every row. Another assignment, or going back, ends it. */
  async check(): Promise<void> {
    const { signal } = this.#check
    const { name: file } = this.file
    const rows = this.#heads?.people ?? []
    const told = (done: number): void => {
      if (!signal.aborted) this.#state = { stage: 'checking', file, done, total: rows.length }
    }
    const checked = await checkList(this.#parts, { rows, fields: this.#fields }, { signal, told })
    if (signal.aborted) return
    this.#checked = checked
    this.#state = { stage: 'preview', file, counts: countsOf(checked) }
  }

  /** Back to the columns. Throws `conflict` once it is being saved. */
  back(): void {
    const { stage } = this
    if (stage !== 'preview' && stage !== 'checking') throw new StationError('conflict', { because: stage })
    this.#check.abort()
    this.#showColumns()
  }

  /** Saves whom the preview counted. `tap` is the command that asked for it. */
  async save(tap: string): Promise<void> {
    const { name: file } = this.file
    const { people, faults } = this.#checked
    const total = people.length
    let saved: Saved = { added: 0, completed: 0, done: 0 }
    const show = (): void => {
      this.#state = { stage: 'saving', file, done: saved.done, total, stopping: this.#isStopping }
    }
    show()
    const end = await savePeople(
      this.#parts,
      { people, author: this.account, tap },
      {
        stopped: () => this.#isStopping,
        told: (next) => {
          saved = next
          show()
        },
      },
    )
    const left = total - saved.done
    noteSaved(this.#parts, this.account, { ...saved, end, left })
    const { added, completed } = saved
    this.#state = { stage: 'done', file, end, added, completed, left, faulty: faults.length }
    this.look()
  }

  /** While it is saved: ends with the batch in hand. Else forgets it. */
  cancel(): void {
    if (this.#state.stage !== 'saving') {
      this.forget()
      return
    }
    this.#isStopping = true
    this.#state = { ...this.#state, stopping: true }
  }

  /** Ends whatever goes on, after the batch in hand, and lets go of everything that was read. */
  forget(): void {
    this.#isStopping = true
    this.#stopForgetting()
    this.#end.abort()
    this.#check.abort()
    this.#forgotten()
  }

  #showColumns(): void {
    const heads = this.#heads
    if (heads === null) return
    const columns = columnsOf(heads, this.#fields)
    this.#state = { stage: 'columns', file: this.file.name, rows: heads.people.length, columns }
  }
}
