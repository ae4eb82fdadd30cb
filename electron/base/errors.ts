/** What can go wrong in the station, each with a name of its own. Sentences are made where they are shown. */
export const errorCodes = [
  'usage',
  'folderInUse',
  'folderUnwritable',
  'storeMissing',
  'storeRefused',
  'storeNewer',
  'storeFull',
  'storeReadOnly',
  'storeIo',
  'commitUnknown',
  'keyMissing',
  'keyWrong',
  'portInUse',
  'documentBroken',
  'readerBusy',
  'readerMissing',
  'sessionEnded',
  'notFound',
  'notAllowed',
  'conflict',
  'badInput',
  'reportFailed',
  'copyRefused',
  'restartWanted',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** The one error class of the station. `params` hold no personal data: they may be logged and shown to staff. */
export class StationError extends Error {
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, string | number | boolean>>

  constructor(
    code: ErrorCode,
    params: Readonly<Record<string, string | number | boolean>> = {},
    options?: { cause?: unknown },
  ) {
    const detail = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`)
    super([code, ...detail].join(' '), options)
    this.name = 'StationError'
    this.code = code
    this.params = params
  }
}

export const isStationError = (error: unknown, ...codes: ErrorCode[]): error is StationError =>
  error instanceof StationError && (codes.length === 0 || codes.includes(error.code))

/** After these the process must end: a disk that failed one flush may lie about the next. */
export const isFatalForProcess = (error: unknown): boolean =>
  isStationError(error, 'storeIo') || (isStationError(error, 'commitUnknown') && error.params.fatal === true)

/** A short text of any thrown value, for logs. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? error.message : typeof error === 'string' ? error : JSON.stringify(error)
