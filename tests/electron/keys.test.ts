import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bootPrepared, type Shell } from '../support/shell.ts'

let shell: Shell
const own = process.platform
const asOn = (platform: NodeJS.Platform): void => {
  Object.defineProperty(process, 'platform', { value: platform })
}
const file = (name: string): string => join(shell.data, name)
const isHello = ({ type }: Record<string, unknown>) => type === 'hello'
const isGone = ({ type }: Record<string, unknown>) => type === 'gone'
const boot = async (prepare: Parameters<typeof bootPrepared>[0] = () => undefined): Promise<void> => {
  shell = await bootPrepared(prepare, '--reader', 'none')
}
const killCore = (): void => {
  process.kill(shell.electron.utilityProcess.forked.at(-1)!.pid!, 'SIGKILL')
}

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(async () => {
  await shell.end()
  asOn(own)
  vi.restoreAllMocks()
})

test('where every user has a key store, a new folder’s key lies in it and nowhere else, and each core gets it', async () => {
  asOn('darwin')
  await boot()
  await shell.contents.received(isHello)
  expect(statSync(file('key.os')).mode & 0o777).toBe(0o600)
  expect([existsSync(file('key')), existsSync(file('key.tpm'))]).toEqual([false, false])
  const { result } = await shell.electron.safeStorage.decryptStringAsync(readFileSync(file('key.os')))
  const root = Buffer.from(result, 'base64')
  expect(root).toHaveLength(32)
  // Others can read what a process was started with.
  const pid = String(shell.electron.utilityProcess.forked[0]!.pid)
  for (const name of ['cmdline', 'environ']) {
    const seen = readFileSync(`/proc/${pid}/${name}`)
    for (const form of [result, root.toString('hex'), root]) expect(seen.includes(form)).toBe(false)
  }
  const sealed = readFileSync(file('key.os'))
  const seen = shell.contents.sent.length
  killCore()
  await shell.contents.received(isGone, seen)
  await shell.contents.received(isHello, seen)
  expect(readFileSync(file('key.os')).equals(sealed)).toBe(true)
})

test('a key store that is shut holds the station up, makes no second key, and is asked again', async () => {
  asOn('darwin')
  await boot()
  await shell.contents.received(isHello)
  const sealed = readFileSync(file('key.os'))
  shell.electron.safeStorage.isOpen = false
  const { forked } = shell.electron.utilityProcess
  const seen = shell.contents.sent.length
  killCore()
  await shell.contents.received(isGone, seen)
  // This one asks, is told that it is shut, and ends.
  await vi.waitFor(
    () => {
      expect(forked.length).toBeGreaterThan(2)
    },
    { timeout: 20_000 },
  )
  expect(shell.contents.sent.slice(seen).some(isHello)).toBe(false)
  expect(readFileSync(file('key.os')).equals(sealed)).toBe(true)
  expect(existsSync(file('key'))).toBe(false)
}, 40_000)

test.each([
  ['on Linux, where it is often shut', 'linux' as const, true],
  ['where there is none', 'darwin' as const, false],
])('a new folder’s key is a file %s', async (_, platform, isOpen) => {
  asOn(platform)
  await boot(({ safeStorage }) => {
    safeStorage.isOpen = isOpen
  })
  await shell.contents.received(isHello)
  expect(existsSync(file('key.os'))).toBe(false)
  expect(existsSync(file('key')) || existsSync(file('key.tpm'))).toBe(true)
  expect(shell.electron.safeStorage.sealed).toBe(0)
})

test('a key that lies in a file stays there: nothing is converted unasked', async () => {
  asOn('darwin')
  await boot((_, data) => {
    mkdirSync(data)
    writeFileSync(join(data, 'key'), Buffer.alloc(32, 7), { mode: 0o600 })
  })
  // There is a key and there are no records: that is refused, as in the browser.
  await expect.poll(() => shell.electron.utilityProcess.forked.length, { timeout: 10_000 }).toBeGreaterThan(1)
  expect(readFileSync(file('key'))).toEqual(Buffer.alloc(32, 7))
  expect(existsSync(file('key.os'))).toBe(false)
  expect(shell.electron.safeStorage.sealed).toBe(0)
})
