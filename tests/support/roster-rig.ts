import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calls, type CallName, type CallOutput } from '../../electron/contract/calls.ts'
import type { RosterState } from '../../electron/contract/roster.ts'
import { createStick } from '../../electron/station/desk/stick.ts'
import { createRosterHandlers } from '../../electron/station/roster/handlers.ts'
import { createTableReader, type TableReader } from '../../electron/station/roster/reading.ts'
import { readTable } from '../../electron/station/roster/read-table.ts'
import { openDeskWithClerk, pepper } from './desk-rig.ts'
import { testFolder } from './test-store.ts'

type RosterCall = Extract<CallName, `roster.${string}`>
type Stage = RosterState['stage']
type Rig = Awaited<ReturnType<typeof openDeskWithClerk>>

/** The desk with a stick in it, and the calls around lists of people. */
export interface RosterRig extends Rig {
  stick: string
  importFolder: string
  handlersOfLists: ReturnType<typeof createRosterHandlers>
  ask: <N extends RosterCall>(name: N, input: unknown, page?: string) => Promise<CallOutput<N>>
  /** Lays a file on the stick. */
  lay: (name: string, content: string | Buffer) => string
  /** Opens the file of this name as staff do. */
  openFile: (name: string, page?: string) => Promise<RosterState>
  /** Lets time pass until the list stands there. */
  reaches: (...stages: Stage[]) => Promise<RosterState>
  /** Opens the file and looks at every row, as the heads say. */
  preview: (name: string) => Promise<RosterState>
  /** Confirms; the saving has begun. */
  confirm: () => Promise<RosterState>
}

/** Reads without a thread: for what is not about threads. */
export const plainReader: TableReader = { read: (bytes) => readTable(Buffer.from(bytes)) }

export const openRosters = async (threads = false): Promise<RosterRig> => {
  const rig = await openDeskWithClerk()
  const { parts, desk, newId } = rig
  const [stick, importFolder] = [testFolder(), join(rig.dir, 'imports')]
  rig.sticks.push(stick)
  const handlersOfLists = createRosterHandlers({
    desk: {
      parts,
      desk,
      pins: { store: parts.store, clock: parts.clock, boot: parts.boot, pepper },
      stick: createStick({ roots: () => Promise.resolve(rig.sticks), newId }),
      written: () => undefined,
    },
    reader: threads ? createTableReader(parts.clock) : plainReader,
    importFolder,
  })
  const ask: RosterRig['ask'] = async (name, input, page = rig.page) => {
    const handler = handlersOfLists[name] as (input: unknown, page: string) => unknown
    return calls[name].output.parse(await handler(calls[name].input.parse(input), page)) as never
  }
  const state = async (): Promise<RosterState> => (await ask('roster.state', {})).state
  const reaches: RosterRig['reaches'] = async (...stages) => {
    const end = performance.now() + 20_000
    for (;;) {
      await rig.clock.advanceAsync(1)
      const now = await state()
      if (stages.includes(now.stage)) return now
      if (performance.now() > end) throw new Error(`still ${now.stage}`)
      await new Promise((resolve) => setTimeout(resolve, threads ? 5 : 0))
    }
  }
  const openFile: RosterRig['openFile'] = async (name, page) => {
    const { files } = await ask('roster.files', {}, page)
    const file = files.find((one) => one.name === name)
    if (file === undefined) throw new Error(`${name} is not listed`)
    return (await ask('roster.open', { file: file.id }, page)).state
  }
  return {
    ...rig,
    stick,
    importFolder,
    handlersOfLists,
    ask,
    openFile,
    reaches,
    lay: (name, content) => {
      writeFileSync(join(stick, name), content)
      return join(stick, name)
    },
    preview: async (name) => {
      await openFile(name)
      const found = await reaches('columns', 'refused')
      if (found.stage !== 'columns') return found
      await ask('roster.assign', { fields: found.columns.map(({ field }) => field) })
      return reaches('preview')
    },
    confirm: async () => (await ask('roster.confirm', { commandId: newId() })).state,
  }
}
