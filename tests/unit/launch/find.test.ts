import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { besideFlags, findBrowser, hasDisplay, kioskFlags } from '../../../electron/launch/browser.mjs'
import { electronBinary } from '../../../electron/launch/electron-binary.mjs'
import { stationFolders } from '../../../electron/launch/folders.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

test('Chromium is preferred to Chrome, and Chrome to Edge, wherever they lie', () => {
  const edge = tempFolder({ 'microsoft-edge': '' })
  const chrome = tempFolder({ 'google-chrome': '' })
  const chromium = tempFolder({ chromium: '' })
  const find = (...folders: string[]) => findBrowser('linux', { PATH: folders.join(delimiter) })
  expect(find(edge, chrome, chromium)).toBe(join(chromium, 'chromium'))
  expect(find(edge, chrome)).toBe(join(chrome, 'google-chrome'))
  expect(find(edge)).toBe(join(edge, 'microsoft-edge'))
  expect(find(tempFolder())).toBeUndefined()
})

test('a window needs a display on Linux', () => {
  expect(hasDisplay('linux', {})).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true)
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
  expect(hasDisplay('win32', {})).toBe(true)
})

test('the browser shows one address, in a profile of its own, and offers nothing else', () => {
  const flags = kioskFlags('http://127.0.0.1:1/?key=k', '/p')
  for (const flag of [
    '--kiosk',
    '--kiosk-printing',
    '--app=http://127.0.0.1:1/?key=k',
    '--user-data-dir=/p',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-extensions',
    '--noerrdialogs',
    '--autoplay-policy=no-user-gesture-required',
  ]) {
    expect(flags).toContain(flag)
  }
  expect(flags.includes('--no-sandbox')).toBe(process.getuid?.() === 0)
})

test('a demonstration shows the station and its centre in two windows, none over the other', () => {
  const station = besideFlags('kiosk')('http://127.0.0.1:1/', '/p')
  const centre = besideFlags('centre')('http://127.0.0.1:2/', '/q')
  expect(station).not.toContain('--kiosk')
  const placeOf = (flags: string[], name: string): number[] =>
    (flags.find((flag) => flag.startsWith(`--window-${name}=`))?.split('=')[1] ?? '').split(',').map(Number)
  const [left = 0] = placeOf(station, 'position')
  const [width = 0] = placeOf(station, 'size')
  const [right = 0] = placeOf(centre, 'position')
  const [rest = 0] = placeOf(centre, 'size')
  expect(left + width).toBe(right)
  expect(right + rest).toBe(1920)
})

test("Electron's binary is found by its files alone", () => {
  const home = 'node_modules/electron'
  expect(electronBinary(tempFolder(), {})).toBeUndefined()
  expect(electronBinary(tempFolder({ [`${home}/path.txt`]: 'electron' }), {})).toBeUndefined()
  const root = tempFolder({ [`${home}/path.txt`]: 'electron', [`${home}/dist/electron`]: '' })
  expect(electronBinary(root, {})).toBe(join(root, home, 'dist', 'electron'))
  const elsewhere = tempFolder({ electron: '' })
  const env = { ELECTRON_OVERRIDE_DIST_PATH: elsewhere }
  expect(electronBinary(tempFolder(), env)).toBe(join(elsewhere, 'electron'))
  expect(electronBinary(root, { ELECTRON_OVERRIDE_DIST_PATH: tempFolder() })).toBeUndefined()
})

test('the folders follow the system, and STATION_HOME before it', () => {
  expect(stationFolders('linux', { STATION_HOME: '/s', XDG_DATA_HOME: '/x' }).demonstration).toBe('/s/demo')
  expect(stationFolders('linux', { XDG_DATA_HOME: '/x' }).station).toBe('/x/station-kiosk/station')
  expect(stationFolders('linux', {}).home).toMatch(/\.local\/share\/station-kiosk$/)
  expect(stationFolders('win32', { LOCALAPPDATA: '/l' }).home).toBe('/l/station-kiosk')
})
