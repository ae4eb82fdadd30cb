import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { destination, pino, type Logger as Pino } from 'pino'

/** Facts of one line. Personal data only inside a `Secret`, which prints as dots; raw card bytes never. */
export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** A logger of one part: its lines carry `part`. */
  child(part: string): Logger
}

const wrap = (pinoLogger: Pino): Logger => ({
  debug: (message, fields = {}) => {
    pinoLogger.debug(fields, message)
  },
  info: (message, fields = {}) => {
    pinoLogger.info(fields, message)
  },
  warn: (message, fields = {}) => {
    pinoLogger.warn(fields, message)
  },
  error: (message, fields = {}) => {
    pinoLogger.error(fields, message)
  },
  child: (part) => wrap(pinoLogger.child({ part })),
})

const nothing = (): void => undefined

/** Drops every line. */
export const silentLog: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLog,
}

const openLogFile = (folder: string): number | null => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return openSync(join(folder, 'station.log'), 'a', 0o600)
  } catch {
    return null
  }
}

/**
 * JSON lines in `<folder>/station.log`, written in the background so that a slow disk never blocks a tap.
 * A log that cannot be opened or written does not end the station: its lines are dropped.
 */
export const createFileLog = (folder: string): Logger & { close(): void } => {
  const fd = openLogFile(folder)
  if (fd === null) return { ...silentLog, close: nothing }
  const stream = destination({ fd, sync: false, minLength: 0 })
  stream.on('error', nothing)
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
  return {
    ...wrap(logger),
    close: () => {
      stream.end()
    },
  }
}
