import { parseArgs } from 'node:util'

/** The station's own options; those that take a value are `true`. */
const stationOptions: Readonly<Record<string, boolean>> = {
  data: true,
  port: true,
  reader: true,
  centre: true,
  token: true,
  station: true,
  name: true,
  demo: false,
  'no-open': false,
}

/** Chromium's switches that only concern the screen. */
const screenSwitches = new Set([
  'ozone-platform',
  'ozone-platform-hint',
  'force-device-scale-factor',
  'disable-gpu',
  'lang',
])

export interface ShellArguments {
  /** Switches that open the shell to others or weaken it, and everything else that nobody knows. */
  refused: string[]
  /** What the core is started with. */
  station: string[]
  demo: boolean
  data: string | null
}

/**
 * Sorts the command line. Only known switches pass: a debugger port, a disabled sandbox, rerouted hosts or
 * foreign code (`--inspect`, `--remote-debugging-port`, `--no-sandbox`, `--host-rules`, `--js-flags` …) never do.
 */
export const readShellArguments = (argv: readonly string[]): ShellArguments => {
  const options = Object.fromEntries(
    Object.entries(stationOptions).map(([name, hasValue]) => [
      name,
      { type: hasValue ? ('string' as const) : ('boolean' as const) },
    ]),
  )
  const { tokens, values } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const refused: string[] = []
  const station: string[] = []
  for (const token of tokens) {
    if (token.kind === 'option-terminator') refused.push('--')
    else if (token.kind === 'positional') refused.push(token.value)
    else if (Object.hasOwn(stationOptions, token.name) && token.rawName.startsWith('--')) {
      station.push(token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`)
    } else if (!screenSwitches.has(token.name)) refused.push(token.rawName)
  }
  return {
    refused,
    station,
    demo: values.demo === true,
    data: typeof values.data === 'string' ? values.data : null,
  }
}
