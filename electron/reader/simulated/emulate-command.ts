import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { systemClock } from '../../base/clock.ts'
import { describeError, StationError } from '../../base/errors.ts'
import { businessDateOf } from '../../contract/values.ts'
import { readCards } from './card-file.ts'
import { createControl } from './control.ts'
import { SimulatedDevice } from './device.ts'
import { people } from './people.ts'
import { PseudoTerminal } from './pseudo-terminal.ts'

const usage = 'usage: reader:emulate -- --link PATH [--cards FILE] [--baud 115200]'

const exitUsage = 2
const exitIo = 70

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const fail = (exitCode: number, line: string): never => {
  process.stderr.write(`${line}\n`)
  process.exit(exitCode)
}

interface Options {
  readonly link: string
  readonly cards: string | undefined
  readonly baud: number
}

const parseOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      link: { type: 'string' },
      cards: { type: 'string' },
      baud: { type: 'string', default: '115200' },
    },
  })
  const baud = Number(values.baud)
  if (values.link === undefined || values.link === '') throw new StationError('usage', { missing: '--link' })
  if (!Number.isInteger(baud) || baud < 300) throw new StationError('usage', { baud: values.baud })
  return { link: values.link, cards: values.cards, baud }
}

const run = async ({ link, cards, baud }: Options): Promise<void> => {
  const clock = systemClock
  const known = cards === undefined ? people(businessDateOf(clock.now())) : await readCards(cards)
  const device = new SimulatedDevice({ clock, baud })
  const terminal = new PseudoTerminal(link, device, clock, (why) => fail(exitIo, `reader lost: ${why}`))
  const control = createControl(device, known)

  const plug = async (): Promise<void> => {
    await terminal.plug()
    say(`reader ready: ${link}`)
  }
  const end = (exitCode: number): void => {
    void terminal.pull().then(() => process.exit(exitCode))
  }
  device.onPlug((plugged) => {
    if (plugged) plug().catch((error: unknown) => fail(exitIo, describeError(error)))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      end(0)
    })

  await plug()
  createInterface({ input: process.stdin }).on('line', (line) => {
    for (const answer of control(line)) say(answer)
  })
}

if (import.meta.main) {
  try {
    await run(parseOptions(process.argv.slice(2)))
  } catch (error) {
    const isIo = error instanceof StationError && error.code.startsWith('reader')
    if (isIo) fail(exitIo, describeError(error))
    fail(exitUsage, `${describeError(error)}\n${usage}`)
  }
}
