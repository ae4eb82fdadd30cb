import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { atFirst } from '../support/place.ts'
import { bootRefused, bootShell, type Shell } from '../support/shell.ts'

let shell: Shell

afterEach(() => shell.end())

const isHello = ({ type }: Record<string, unknown>) => type === 'hello'
const isGone = ({ type }: Record<string, unknown>) => type === 'gone'

const beat = (id: number, over: Record<string, unknown> = {}) => ({
  type: 'request',
  id,
  call: 'kiosk.beat',
  input: { frames: id, visible: true, dark: false, leaving: false, place: atFirst, ...over },
})

const graphicsDie = (times: number, type = 'GPU') => {
  for (let time = 0; time < times; time += 1)
    shell.electron.app.emit('child-process-gone', new shell.electron.StandInEvent(), {
      type,
      reason: 'crashed',
    })
}

test('a page learns at once that the core has gone, and is greeted by the next one', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  const seen = shell.contents.sent.length
  process.kill(shell.electron.utilityProcess.forked[0]!.pid!, 'SIGKILL')
  await shell.contents.received(isGone, seen)
  await shell.contents.received(isHello, seen)
})

test('a page that gave up its connection gets another one', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  const seen = shell.contents.sent.length
  shell.post({ type: 'reopen' })
  await shell.contents.received(isHello, seen)
})

test('a page whose signs of life stop is loaded anew', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  const reloaded = new Promise((resolve) => shell.contents.once('did-start-navigation', resolve))
  shell.post(beat(1))
  await reloaded
  expect(shell.contents.reloads).toBe(1)
})

test('the screen may go dark when the page says so, and is lit again', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  const { powerSaveBlocker } = shell.electron
  shell.post(beat(1, { dark: true }))
  await expect.poll(() => powerSaveBlocker.stopped).toEqual([1])
  shell.post(beat(2))
  await expect.poll(() => powerSaveBlocker.started).toHaveLength(2)
  expect(shell.news.filter(({ kind }) => kind === 'page')).toEqual([
    { kind: 'page', news: 'dark' },
    { kind: 'page', news: 'light' },
  ])
})

test('graphics that died three times are done without from then on', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  graphicsDie(2)
  graphicsDie(3, 'Utility')
  expect(shell.electron.app.exits).toEqual([])
  graphicsDie(1)
  expect(shell.electron.app.exits).toEqual([70])
  expect(shell.news).toContainEqual({ kind: 'graphics' })
  // Its launcher starts it again; a second one by itself would be one too many.
  expect(shell.electron.app.relaunches).toEqual([])
  // The stand-in's `exit` ends nothing: the core is ended as a window that is closed would.
  const [core] = shell.electron.utilityProcess.forked
  const ended = new Promise((resolve) => core?.once('exit', resolve))
  shell.electron.app.emit('before-quit', new shell.electron.StandInEvent())
  await ended
})

test('without graphics means without: the switch is known, and only then is it off', async () => {
  shell = await bootShell('--reader', 'none', '--software-rendering')
  expect(shell.electron.app.isSoftware).toBe(true)
  await shell.end()
  shell = await bootShell('--reader', 'none')
  expect(shell.electron.app.isSoftware).toBe(false)
})

test('the launcher that asks is answered', async () => {
  shell = await bootShell('--reader', 'none')
  process.emit('message', { kind: 'ping' }, undefined)
  expect(shell.news).toContainEqual({ kind: 'pong' })
})

test('what shell and launcher say stands in the station’s log', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  process.emit('message', { kind: 'said', at: 0, line: 'the browser died' }, undefined)
  graphicsDie(1)
  const log = join(shell.data, 'logs', 'station.log')
  await expect.poll(() => readFileSync(log, 'utf8')).toMatch(/shell.*The graphics process ended/)
  expect(readFileSync(log, 'utf8')).toMatch(/1970-01-01T00:00:00.*the browser died/)
})

test.each(['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'])(
  'the shell does not start with %s in its environment',
  async (name) => {
    shell = await bootShell('--reader', 'none')
    const before = process.env[name]
    process.env[name] = '--inspect'
    const electron = await bootRefused(['--data', '/nowhere/data'])
    if (before === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = before
    expect(electron.app.exits).toEqual([2])
    expect(electron.BrowserWindow.all).toEqual([])
  },
)
