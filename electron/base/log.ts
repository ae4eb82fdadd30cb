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

/** JSON lines in `<folder>/station.log`, written in the background so that a full disk never blocks a tap. */
export const createFileLog = (folder: string): Logger & { close(): void } => {
  const stream = destination({ dest: join(folder, 'station.log'), mkdir: true, sync: false, minLength: 0 })
  stream.on('error', () => {
    // A log that cannot be written must not end the station.
  })
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
  return {
    ...wrap(logger),
    close: () => {
      stream.end()
    },
  }
}

const nothing = (): void => undefined

/** Drops every line. */
export const silentLog: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLog,
}
