/** Ends of the program other than success; shared with the station's commands. */
export const exitCodes = { usage: 2, folderInUse: 3, databaseRefused: 4, portInUse: 5, ioError: 70 } as const

/** Ends the program with one line on standard error. */
export class ExitError extends Error {
  readonly code: number

  constructor(reason: keyof typeof exitCodes, line: string, options?: ErrorOptions) {
    super(line, options)
    this.code = exitCodes[reason]
  }
}
