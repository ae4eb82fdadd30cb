import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootShell, type Shell } from '../support/shell.ts'

let shell: Shell

beforeAll(async () => {
  shell = await bootShell('--reader', 'none', '--demo')
})
afterAll(() => shell.end())

test("a demonstration's window is an ordinary one that closes", async () => {
  const [window] = shell.electron.BrowserWindow.all
  expect(window!.options).toMatchObject({ kiosk: false, fullscreen: false, closable: true })
  const close = new shell.electron.StandInEvent()
  window!.emit('close', close)
  expect(close.defaultPrevented).toBe(false)
  shell.electron.app.emit('window-all-closed')
  expect(await shell.electron.app.exited()).toBe(0)
})
