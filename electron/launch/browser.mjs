// @ts-check
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'uos-browser',
]

const windowsPaths = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
]

const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

/**
 * Where a Chromium-like browser may lie on this system, best first.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
const candidates = (platform, env) => {
  if (platform === 'darwin') return macPaths
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA]
    return windowsPaths.flatMap((path) => roots.flatMap((root) => (root ? [join(root, path)] : [])))
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/**
 * An installed Chromium, Chrome or Edge.
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export const findBrowser = (platform = process.platform, env = process.env) =>
  candidates(platform, env).find((path) => existsSync(path))

/**
 * Whether a window can be shown.
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 */
export const hasDisplay = (platform = process.platform, env = process.env) =>
  platform !== 'linux' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY)

/** Chromium's sandbox does not work for root, and only there may it be off. */
export const sandboxFlags = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/** Keeps a browser from talking to anybody by itself and lets the kiosk sound without a click. */
export const quietFlags = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--autoplay-policy=no-user-gesture-required',
]

/**
 * A window of an address alone, without tabs and questions.
 * @param {string} url
 * @param {string} profile a folder of the browser's own
 */
const appFlags = (url, profile) => [
  ...sandboxFlags(),
  ...quietFlags,
  `--app=${url}`,
  `--user-data-dir=${profile}`,
  '--no-default-browser-check',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--disable-features=Translate',
  '--noerrdialogs',
  '--disable-session-crashed-bubble',
  '--disable-extensions',
  '--password-store=basic',
]

/**
 * The command line of a browser that shows one address and nothing else.
 * @param {string} url
 * @param {string} profile
 */
export const kioskFlags = (url, profile) => [
  ...appFlags(url, profile),
  '--kiosk',
  // Nobody can answer a question about printers here.
  '--kiosk-printing',
]

/** How a demonstration's two windows share a screen of 1920 × 1080; on a smaller one they overlap. */
const beside = {
  kiosk: ['--window-position=0,0', '--window-size=1180,1040'],
  centre: ['--window-position=1180,0', '--window-size=740,1040'],
}

/**
 * The command line of one of the two windows of a demonstration, the station or its centre.
 * @param {keyof typeof beside} which
 * @returns {(url: string, profile: string) => string[]}
 */
export const besideFlags = (which) => (url, profile) => [...appFlags(url, profile), ...beside[which]]
