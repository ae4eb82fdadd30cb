import { pino, type Logger as Pino } from 'pino'
import { systemClock, toInstant, type Clock } from './clock.ts'
import { openLogFile, type LogHealth } from './log-file.ts'

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

/** A log in files, and how it is. */
export interface FileLog extends Logger {
  health: () => LogHealth
  close: () => Promise<void>
}

/**
 * JSON lines in `<folder>/station.log`, one file a day, written in the background so that a slow disk never blocks a
 * tap. A log that cannot be opened or written does not end the station: its lines are counted and dropped.
 */
export const createFileLog = (folder: string, clock: Clock = systemClock): FileLog => {
  const file = openLogFile({ dir: folder, clock })
  const timestamp = (): string => `,"time":"${toInstant(clock.now())}"`
  const stream = {
    write: (line: string) => {
      file.write(line)
    },
  }
  const logger = pino({ base: null, timestamp }, stream)
  return { ...wrap(logger), health: () => file.health(), close: () => file.close() }
}
