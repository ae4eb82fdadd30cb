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

/** The shell's own: draws without the graphics card. */
export const softwareSwitch = 'software-rendering'

/** Variables by which a Node or an Electron is made to run or to show something else. */
const refusedVariables = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']

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
  software: boolean
  data: string | null
}

/**
 * Sorts the command line. Only known switches pass: a debugger port, a disabled sandbox, rerouted hosts or
 * foreign code (`--inspect`, `--remote-debugging-port`, `--no-sandbox`, `--host-rules`, `--js-flags` …) never do, nor
 * do the variables that come to the same.
 */
export const readShellArguments = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ShellArguments => {
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
  const refused = refusedVariables.filter((name) => env[name] !== undefined && env[name] !== '')
  const station: string[] = []
  for (const token of tokens) {
    if (token.kind === 'option-terminator') refused.push('--')
    else if (token.kind === 'positional') refused.push(token.value)
    else if (Object.hasOwn(stationOptions, token.name) && token.rawName.startsWith('--')) {
      station.push(token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`)
    } else if (token.name === softwareSwitch && token.rawName.startsWith('--')) continue
    else if (!screenSwitches.has(token.name)) refused.push(token.rawName)
  }
  return {
    refused,
    station,
    demo: values.demo === true,
    software: values[softwareSwitch] === true,
    data: typeof values.data === 'string' ? values.data : null,
  }
}
