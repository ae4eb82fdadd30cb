// @ts-check
import { parseArgs } from 'node:util'
import { ensureBuild } from './build-output.mjs'
import { prepare, runFile } from './prepare.mjs'
import { onStop } from './processes.mjs'
import { root, sayErr } from './project.mjs'
import { isDemonstration, resetDemonstration } from './reset-folder.mjs'
import { superviseStation, withStationKey } from './supervise.mjs'

const args = process.argv.slice(2)
const { values } = parseArgs({
  args,
  options: { data: { type: 'string' }, port: { type: 'string' }, demo: { type: 'boolean' } },
  strict: false,
})

const ready = await prepare()
await ensureBuild(ready)

// Looks at a folder and ends: nothing to keep running.
if (['verify', 'calendar', 'restore'].includes(args[0] ?? '')) {
  process.exit(await runFile(ready, 'out/main/host.js', args))
}

const env = withStationKey(ready.env)
let isFirst = true

/** The arguments of a start: later ones find the demonstration in its folder. */
const argsNow = () => {
  const given =
    isFirst || !isDemonstration(String(values.data)) ? args : args.filter((arg) => arg !== '--demo')
  isFirst = false
  return given
}

const station = superviseStation({
  // A port that was asked for stays; of `0` the station's first choice does.
  launch: (port) => ({
    command: ready.node,
    args: [`${root}out/main/host.js`, ...argsNow(), ...(port === null ? [] : ['--port', port])],
    env,
  }),
  persistent: false,
  say: sayErr,
  startOver: async () => {
    if (values.demo !== true || typeof values.data !== 'string') {
      throw new Error('only a station that was started with --demo can start over')
    }
    resetDemonstration(values.data)
  },
})
onStop(() => void station.stop())
process.exit(await station.run())
