import type { CallName, CallOutput } from '../contract/calls.ts'
import { answered } from './commands.ts'
import { act, look, note, type Admit, type DeskDeps } from './desk/acts.ts'
import { placeFile } from './place-file.ts'

/** A file that was made for staff, and what the audit says of it. */
export interface MadeFile<A extends string> {
  name: string
  content: string | Uint8Array
  action: A
  subject: string
  detail: Readonly<Record<string, string | number>>
}

type FileCall = Extract<CallName, `papers.${string}` | 'audit.save' | 'device.bundleSave'>
type Placed = CallOutput<FileCall>

/** Makes a file, writes it, notes it; a call that is sent again is answered as before. */
const deliver = async <N extends FileCall>(
  { desk, exportFolder, admit }: DeliveryDeps,
  page: string,
  { call, commandId }: { call: N; commandId: string },
  make: () => Promise<MadeFile<string>>,
): Promise<Placed> => {
  const before = answered(desk.parts, commandId, call)
  if (before !== null) return before
  // May still do it, before anything is read.
  look(desk, page, () => undefined, admit)
  const { name, content, action, subject, detail } = await make()
  const placed = await placeFile(desk, exportFolder, name, content)
  const write = act<FileCall>(
    desk,
    page,
    { call, commandId },
    (tx, doing) => {
      note(tx, doing, action, subject, { ...detail, where: placed.where })
      return placed
    },
    admit,
  )
  return write.output
}

interface DeliveryDeps {
  desk: DeskDeps
  /** Where files go without a memory stick. */
  exportFolder: string
  /** @default a clerk */
  admit?: Admit
}

/**
 * Files for staff. What is being made is remembered by command: a page that waited too long asks again and gets the
 * same file.
 */
export const createDelivery = (
  deps: DeliveryDeps,
): ((
  page: string,
  command: { call: FileCall; commandId: string },
  make: () => Promise<MadeFile<string>>,
) => Promise<Placed>) => {
  const underway = new Map<string, Promise<Placed>>()
  return (page, command, make) => {
    const key = `${page} ${command.commandId}`
    const before = underway.get(key)
    if (before !== undefined) return before
    const made = deliver(deps, page, command, make).finally(() => {
      underway.delete(key)
    })
    underway.set(key, made)
    return made
  }
}
