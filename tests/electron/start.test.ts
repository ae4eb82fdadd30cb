import { expect, test } from 'vitest'
import { bootRefused } from '../support/shell.ts'

test.each([
  ...[
    '--debug',
    '--debug-brk=1',
    '--inspect-port=1',
    '--inspect-wait',
    '--remote-debugging-address=0.0.0.0',
  ].map((name) => [name]),
  ...['--disable-site-isolation-trials', '--disable-setuid-sandbox', '--no-zygote', '--single-process'].map(
    (name) => [name],
  ),
  ...['--enable-logging', '--log-net-log=/tmp/x', '--auto-open-devtools-for-tabs', '--app=/tmp/x'].map(
    (name) => [name],
  ),
  ...['--require=/tmp/x', '-r', '--import=/tmp/x', '--expose-gc', '--allow-file-access-from-files'].map(
    (name) => [name],
  ),
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
