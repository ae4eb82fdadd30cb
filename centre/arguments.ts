import { parseArgs } from 'node:util'
import { stationCode } from '../electron/contract/values.ts'
import { defaultFolder } from './folder.ts'

interface Place {
  folder: string
  /** PostgreSQL; absent = PGlite in the folder. */
  database: string | undefined
}

export type Command =
  | ({ kind: 'serve'; port: number } & Place)
  | ({ kind: 'token'; station: string; name: string | null; town: string | null } & Place)

export class UsageError extends Error {}

export const usage = `usage: centre [--port N] [--database URL] [--data DIR]
       centre token --station CODE [--name NAME] [--town TOWN] [--database URL] [--data DIR]`

const defaultPort = 7400

const place = { database: { type: 'string' }, data: { type: 'string' } } as const

const placeOf = ({ database, data }: { database?: string; data?: string }): Place => {
  if (database !== undefined && !/^postgres(ql)?:\/\//.test(database)) {
    throw new UsageError('--database takes a postgresql:// URL')
  }
  if (data === '') throw new UsageError('--data takes a folder')
  return { folder: data ?? defaultFolder(), database }
}

const portOf = (text: string | undefined): number => {
  const port = text === undefined ? defaultPort : Number(text)
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('--port takes a number from 0 to 65535')
  }
  return port
}

const label = (option: string, text: string | undefined): string | null => {
  if (text === undefined) return null
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > 40) throw new UsageError(`${option} takes 1 to 40 characters`)
  return trimmed
}

const tokenOptions = {
  ...place,
  station: { type: 'string' },
  name: { type: 'string' },
  town: { type: 'string' },
} as const

const tokenCommand = (args: string[]): Command => {
  const { values } = parseArgs({ args, options: tokenOptions })
  const station = stationCode.safeParse(values.station)
  if (!station.success) throw new UsageError('--station takes a station code')
  return {
    kind: 'token',
    station: station.data,
    name: label('--name', values.name),
    town: label('--town', values.town),
    ...placeOf(values),
  }
}

/** The command line as a command. Throws `UsageError` with one English line. */
export const readArguments = (args: string[]): Command => {
  try {
    if (args[0] === 'token') return tokenCommand(args.slice(1))
    const { values } = parseArgs({ args, options: { ...place, port: { type: 'string' } } })
    return { kind: 'serve', port: portOf(values.port), ...placeOf(values) }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'cannot be read')
  }
}
