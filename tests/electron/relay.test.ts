import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { StandInUtilityProcess } from '../support/electron-stand-in.ts'
import { bootShell, type Shell } from '../support/shell.ts'

let shell: Shell

afterEach(() => shell.end())

const isHello = ({ type }: Record<string, unknown>) => type === 'hello'
const isReplyTo =
  (id: number) =>
  ({ type, id: answered }: Record<string, unknown>) =>
    type === 'reply' && answered === id

const request = (id: number, call = 'session.end', input: unknown = { commandId: randomUUID() }) => ({
  type: 'request',
  id,
  call,
  input,
})

const nextCore = (): Promise<StandInUtilityProcess> =>
  new Promise((resolve) => shell.electron.app.once('stand-in-forked', resolve))

test('a message goes from the page through the shell to the real core and back', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  shell.post(request(1))
  expect(await shell.contents.received(isReplyTo(1))).toEqual({ type: 'reply', id: 1, output: {} })
  expect(await shell.contents.received(({ name }) => name === 'home')).toMatchObject({ type: 'push' })
  expect(shell.news).toContainEqual({ kind: 'ready' })
})

test('nobody but the page itself is heard', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  shell.post(request(1), { senderFrame: null })
  shell.post(request(2), { senderFrame: { origin: 'app://station' } })
  const own = shell.contents.mainFrame
  own.origin = 'https://evil.example'
  shell.post(request(4))
  own.origin = 'app://station'
  shell.post(request(5))
  await shell.contents.received(isReplyTo(5))
  expect(shell.contents.sent.filter(({ type }) => type === 'reply').map(({ id }) => id)).toEqual([5])
})

test('an over-long message and one that is no JSON never reach the core', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  shell.post(request(1, 'session.end', { commandId: 'x'.repeat(300_000) }))
  shell.post(undefined)
  shell.post({ ...request(2), big: 1n })
  shell.post(request(3))
  await shell.contents.received(isReplyTo(3))
  expect(shell.contents.sent.filter(({ type }) => type === 'reply').map(({ id }) => id)).toEqual([3])
})

test('a killed core comes back and greets the same page as a new one', async () => {
  shell = await bootShell('--reader', 'none')
  const first = await shell.contents.received(isHello)
  const seen = shell.contents.sent.length
  process.kill(shell.electron.utilityProcess.forked[0]!.pid!, 'SIGKILL')
  const second = await shell.contents.received(isHello, seen)
  expect(second.boot).not.toBe(first.boot)
  shell.post(request(1))
  expect(await shell.contents.received(isReplyTo(1))).toMatchObject({ output: {} })
})

test('a page that was loaded again is greeted again and hears nothing meant for the old one', async () => {
  shell = await bootShell('--reader', 'none')
  await shell.contents.received(isHello)
  const seen = shell.contents.sent.length
  shell.post(request(1))
  shell.contents.reload()
  await shell.contents.received(isHello, seen)
  shell.post(request(2))
  await shell.contents.received(isReplyTo(2), seen)
  expect(shell.contents.sent.slice(seen).filter(isReplyTo(1))).toEqual([])
})

test('a core that died three times rests, and the page is loaded anew to say so', async () => {
  shell = await bootShell('--reader', 'none')
  const { forked } = shell.electron.utilityProcess
  for (const index of [0, 1]) {
    const next = nextCore()
    process.kill(forked[index]!.pid!, 'SIGKILL')
    await next
  }
  const reloaded = new Promise((resolve) => shell.contents.once('did-start-navigation', resolve))
  process.kill(forked[2]!.pid!, 'SIGKILL')
  await reloaded
  expect(shell.contents.reloads).toBe(1)
  expect(forked).toHaveLength(3)
})

test('the demonstration cuts the power and comes back at once', async () => {
  shell = await bootShell('--reader', 'simulated', '--demo')
  const first = await shell.contents.received(isHello)
  const seen = shell.contents.sent.length
  shell.post(request(1, 'demo.cutPower'))
  expect((await shell.contents.received(isHello, seen)).boot).not.toBe(first.boot)
  expect(shell.electron.app.exits).toEqual([])
})

test.each([
  ['demo.startOver', 'startOver'],
  ['demo.goLive', 'goLive'],
])('%s is the launcher’s work: the shell tells it and ends', async (call, what) => {
  shell = await bootShell('--reader', 'simulated', '--demo')
  await shell.contents.received(isHello)
  shell.post(request(1, call))
  expect(await shell.electron.app.exited()).toBe(0)
  expect(shell.news).toContainEqual({ kind: 'announce', what })
})

test('a core that cannot use its folder ends the shell with the code that says so', async () => {
  shell = await bootShell('--reader', 'none', '--port', 'nonsense')
  expect(await shell.electron.app.exited()).toBe(2)
})
