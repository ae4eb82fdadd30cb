import { delimiter } from 'node:path'
import { parseArgs } from 'node:util'
import { StationError, describeError } from '../base/errors.ts'

/** How a station is started: by command line and environment, the same for every host. */
export interface StartOptions {
  dataDir: string
  /** Loopback port, 0 = any. */
  port: number
  /** `auto`, `none`, `simulated`, or the path of a serial port. */
  reader: string
  centre: { url: string | null; token: string | null }
  station: { code: string | null; name: string | null }
  demo: boolean
  open: boolean
  /** Six digits each; only looked at on a new folder. */
  pins: { clerk: string | null; head: string | null }
  /** Made by the launcher so that a restarted host keeps its pages; else the host makes its own. */
  key: string | null
  /** Folders that stand for memory sticks, `null` for those of the system. */
  sticks: readonly string[] | null
}

const usage = (reason: string): StationError => new StationError('usage', { reason })

const optionTable = {
  data: { type: 'string' },
  port: { type: 'string', default: '0' },
  reader: { type: 'string', default: 'auto' },
  centre: { type: 'string' },
  token: { type: 'string' },
  station: { type: 'string' },
  name: { type: 'string' },
  demo: { type: 'boolean', default: false },
  'no-open': { type: 'boolean', default: false },
} as const

const parse = (argv: string[]): ReturnType<typeof parseArgs<{ options: typeof optionTable }>>['values'] => {
  try {
    return parseArgs({ args: argv, options: optionTable, allowPositionals: false, strict: true }).values
  } catch (error) {
    throw usage(describeError(error).split('. ')[0] ?? 'unknown option')
  }
}

const portOf = (text: string): number => {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw usage(`--port must be 0 to 65535, not '${text}'`)
  return port
}

const urlOf = (text: string | undefined): string | null => {
  if (text === undefined) return null
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw usage('--centre must be an http or https address')
  }
  return url.href.replace(/\/+$/, '')
}

const pinOf = (name: string, text: string | undefined): string | null => {
  if (text === undefined || text === '') return null
  if (!/^\d{6}$/.test(text)) throw usage(`${name} must be six digits`)
  return text
}

const codeOf = (text: string | undefined): string | null => {
  if (text === undefined) return null
  if (!/^[0-9A-Za-z-]{1,32}$/.test(text)) throw usage('--station must be 1 to 32 letters, digits or hyphens')
  return text
}

const nameOf = (text: string | undefined): string | null => {
  if (text === undefined) return null
  const name = text.trim()
  if (name === '' || name.length > 20) throw usage('--name must have 1 to 20 characters')
  return name
}

/** Reads the options of interface `station`; anything unknown or malformed throws `usage` with its reason. */
export const readOptions = (
  argv: string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions => {
  const values = parse(argv)
  if (values.data === undefined || values.data === '') throw usage('--data DIR is missing')
  return {
    dataDir: values.data,
    port: portOf(values.port),
    reader: values.reader,
    centre: { url: urlOf(values.centre), token: values.token ?? null },
    station: { code: codeOf(values.station), name: nameOf(values.name) },
    demo: values.demo,
    open: !values['no-open'],
    pins: { clerk: pinOf('STATION_PIN', env.STATION_PIN), head: pinOf('STATION_PIN2', env.STATION_PIN2) },
    key: env.STATION_KEY ?? null,
    sticks: env.STATION_STICKS === undefined ? null : env.STATION_STICKS.split(delimiter).filter(Boolean),
  }
}
