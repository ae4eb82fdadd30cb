import { expect, test } from 'vitest'
import { bootRefused } from '../support/shell.ts'

test.each([
  ['--inspect'],
  ['--inspect=0.0.0.0:9229'],
  ['--inspect-brk', '9229'],
  ['--remote-debugging-port=9222'],
  ['--remote-debugging-pipe'],
  ['--remote-allow-origins=*'],
  ['--no-sandbox'],
  ['-no-sandbox'],
  ['--js-flags=--expose-gc'],
  ['--host-rules=MAP * evil.example'],
  ['--host-resolver-rules=MAP * evil.example'],
  ['--ignore-certificate-errors'],
  ['--disable-web-security'],
  ['--load-extension=/tmp/x'],
  ['--proxy-server=evil.example'],
  ['--user-data-dir=/tmp/x'],
  ['--', '--no-sandbox'],
  ['https://evil.example'],
])('the shell does not start with %s', async (...switches) => {
  const electron = await bootRefused(['--data', '/nowhere/data', ...switches])
  expect(electron.app.exits).toEqual([2])
  expect(electron.BrowserWindow.all).toEqual([])
  expect(electron.utilityProcess.forked).toEqual([])
})

test('a second shell of the same station does not start', async () => {
  const electron = await bootRefused(['--data', '/nowhere/data'], ({ app }) => {
    app.isFirst = false
  })
  expect(electron.app.exits).toEqual([3])
  expect(electron.app.getPath('userData')).toBe('/nowhere/data-window')
  expect(electron.BrowserWindow.all).toEqual([])
})
