import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from '../support/program.ts'

interface Config {
  electronFuses: Record<string, boolean>
  asar: boolean
  asarUnpack: string[]
  files: string[]
  npmRebuild: boolean
  nsis: Record<string, unknown>
  win: { target: { target: string; arch: string[] }[] }
  linux: { target: { target: string; arch: string[] }[] }
  publish: { provider: string }
  extraResources: { from: string }[]
}

const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')
const config = JSON.parse(read('electron-builder.json')) as Config

test('a package cannot be made a Node, debugged, or fed with other code', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    enableCookieEncryption: false,
  })
  expect(config.asar).toBe(true)
})

test('packages are made for whole machines, of both kinds, with nothing built on the way', () => {
  const both = ['x64', 'arm64']
  expect(config.win.target).toEqual([{ target: 'nsis', arch: both }])
  expect(config.linux.target).toEqual([
    { target: 'deb', arch: both },
    { target: 'rpm', arch: both },
  ])
  expect(config.nsis).toMatchObject({ perMachine: true, deleteAppDataOnUninstall: false })
  expect(config.npmRebuild).toBe(false)
  expect(config.publish.provider).toBe('generic')
})

test('what is named is there: the built files, the native code of the port, the set-up of the machine', () => {
  expect(config.files).toContain('out/**')
  const [unpacked = ''] = config.asarUnpack
  const folder = unpacked.replace('/**', '')
  expect(readdirSync(`${root}/${folder}`)).toEqual(
    expect.arrayContaining(['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64']),
  )
  for (const { from } of config.extraResources) expect(existsSync(`${root}/${from}`)).toBe(true)
})

test('a fork of the core needs no Node of its own: the fuse that forbids one stays shut', () => {
  for (const file of readdirSync(`${root}/electron/shell`).filter((name) => name.endsWith('.ts')))
    expect(read(`electron/shell/${file}`)).not.toMatch(/child_process/)
})

const policy = JSON.parse(read('resources/kiosk-linux/chromium-policy.json')) as Record<string, unknown>

test('the browser of a kiosk shows this machine’s station and nothing else', () => {
  expect(policy).toMatchObject({
    URLBlocklist: ['*'],
    URLAllowlist: ['http://127.0.0.1:*'],
    DeveloperToolsAvailability: 2,
    RemoteDebuggingAllowed: false,
    DownloadRestrictions: 3,
    IncognitoModeAvailability: 1,
    // Slips are printed by the page itself.
    PrintingEnabled: true,
  })
})

test('the unit starts the kiosk again whatever happens, except where it was asked to end', () => {
  const unit = read('resources/kiosk-linux/station-kiosk.service')
  for (const line of [
    'Type=notify',
    'NotifyAccess=all',
    'WatchdogSec=20',
    'Restart=always',
    'RestartPreventExitStatus=90 91 92',
    'StartLimitIntervalSec=0',
    'PAMName=login',
    'Conflicts=getty@tty1.service',
  ])
    expect(unit).toContain(`\n${line}`)
  const [, shown = ''] = /^ExecStart=.*\/(\S+)$/m.exec(unit) ?? []
  const script = read(`resources/kiosk-linux/${shown}`)
  expect(script).toMatch(/^cage -d -- /m)
  // It would allow switching to another console.
  expect(script).not.toMatch(/^cage .*-\w*s\b.*--/m)
})
