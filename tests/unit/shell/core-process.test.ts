import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startCore, type CoreEvents } from '../../../electron/shell/core-process.ts'
import { hearSaid, say } from '../../../electron/shell/say.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const answering = `process.parentPort.on('message', ({ data }) => {
  if (data.kind !== 'ping') return
  process.parentPort.postMessage({ kind: 'pong' })
  process.parentPort.postMessage({ kind: 'line', text: 'answered' })
})
process.parentPort.postMessage({ kind: 'ready' })`

const deaf = `process.parentPort.on('message', () => undefined)
process.parentPort.postMessage({ kind: 'ready' })`

const stubborn = `process.on('SIGTERM', () => process.parentPort.postMessage({ kind: 'line', text: 'not yet' }))
${answering}`

const start = (script: string) => {
  const clock = new ManualClock()
  const heard: string[] = []
  const note =
    (what: string) =>
    (detail?: string | number): void => {
      heard.push(detail === undefined ? what : `${what} ${String(detail)}`)
    }
  const events: CoreEvents = {
    onStart: note('start'),
    onEnd: note('end'),
    onPage: note('page'),
    onReady: note('ready'),
    onMessage: note('message'),
    onLine: note('line'),
    onResting: note('resting'),
    onLeave: note('leave'),
    onHopeless: note('hopeless'),
  }
  const entry = join(tempFolder({ 'core.mjs': script }), 'core.mjs')
  const core = startCore(
    { entry, args: () => [], clock, systemKey: () => Promise.resolve({ kind: 'none' }) },
    events,
  )
  return { clock, heard, core }
}

const count = (heard: string[], what: string): number => heard.filter((entry) => entry === what).length

test('a core that does not answer for half a minute is killed and started again', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => {
    said.mockRestore()
  })
  const { clock, heard, core } = start(deaf)
  await expect.poll(() => count(heard, 'ready')).toBe(1)
  clock.advance(36_000)
  await expect
    .poll(() => {
      clock.advance(50)
      return count(heard, 'ready')
    })
    .toBe(2)
  expect(said.mock.calls).toHaveLength(2)
  await core.stop()
})

test('a core that answers lives on', async () => {
  const { clock, heard, core } = start(answering)
  await expect.poll(() => count(heard, 'ready')).toBe(1)
  for (let answers = 1; answers <= 24; answers += 1) {
    clock.advance(5_000)
    // The answer travels between two processes: its time is not the clock's.
    await expect.poll(() => count(heard, 'line answered')).toBe(answers)
  }
  expect(count(heard, 'start')).toBe(1)
  await core.stop()
})

test('what the shell says goes to the core that is there, or to the next one, in its order', async () => {
  const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => {
    quiet.mockRestore()
  })
  say('before')
  const { heard, core } = start(`process.parentPort.on('message', ({ data }) => {
    if (data.kind === 'said') process.parentPort.postMessage({ kind: 'line', text: data.line + ' ' + typeof data.at })
  })
  process.parentPort.postMessage({ kind: 'ready' })`)
  await expect.poll(() => heard).toContain('line before number')
  say('while it runs')
  await expect.poll(() => heard).toContain('line while it runs number')
  await core.stop()
  await expect.poll(() => heard).toContain('end')
  for (let n = 0; n < 101; n += 1) say(`nobody hears ${String(n)}`)
  const heardLater: string[] = []
  hearSaid(({ line }) => heardLater.push(line))
  hearSaid(null)
  // The oldest goes: what is kept for the log must not grow for ever.
  expect(heardLater).toHaveLength(100)
  expect(heardLater[0]).toBe('nobody hears 1')
})

test('a core that does not end when asked is killed', async () => {
  const { clock, heard, core } = start(stubborn)
  await expect.poll(() => count(heard, 'ready')).toBe(1)
  const stopped = core.stop()
  await expect.poll(() => heard).toContain('line not yet')
  clock.advance(4_000)
  await stopped
  expect(count(heard, 'start')).toBe(1)
})

test.each([2, 3, 5])('a core that ends with %i is not tried again', async (code) => {
  const { heard } = start(`process.exit(${String(code)})`)
  await expect.poll(() => heard).toContain(`hopeless ${String(code)}`)
  expect(count(heard, 'start')).toBe(1)
})
