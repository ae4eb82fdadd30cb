import { chmodSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildIsFresh, isSealed } from '../../../electron/launch/build-output.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

const long = new Date('2026-01-01T00:00:00Z')
const built = new Date('2026-01-02T00:00:00Z')
const later = new Date('2026-01-03T00:00:00Z')

const files = [
  'electron/main.ts',
  'electron/launch/start.mjs',
  'renderer/App.vue',
  'resources/a.json',
  'package-lock.json',
  'package.json',
  'electron.vite.config.ts',
  'renderer.vite.config.ts',
]

const folders = ['electron', 'electron/launch', 'renderer', 'resources']

const project = (): string => {
  const root = tempFolder(Object.fromEntries([...files, 'out/built'].map((path) => [path, ''])))
  for (const path of [...files, ...folders]) utimesSync(join(root, path), long, long)
  utimesSync(join(root, 'out/built'), built, built)
  return root
}

test('a build is fresh until a source changes', () => {
  expect(buildIsFresh(project())).toBe(true)
})

test.each(files.filter((path) => !path.startsWith('electron/launch/')))(
  'a change of %s makes it stale',
  (path) => {
    const root = project()
    utimesSync(join(root, path), later, later)
    expect(buildIsFresh(root)).toBe(false)
  },
)

test('a removed source makes it stale, a changed launch script does not', () => {
  const root = project()
  utimesSync(join(root, 'electron/launch/start.mjs'), later, later)
  expect(buildIsFresh(root)).toBe(true)
  rmSync(join(root, 'renderer/App.vue'))
  expect(buildIsFresh(root)).toBe(false)
})

test('no build is not fresh', () => {
  const root = project()
  rmSync(join(root, 'out'), { recursive: true })
  expect(buildIsFresh(root)).toBe(false)
})

test.skipIf(process.getuid?.() === 0)('a build of another user is used as it is', () => {
  const root = tempFolder({ 'out/main/host.js': '' })
  expect(isSealed(root)).toBe(false)
  chmodSync(join(root, 'out'), 0o555)
  expect(isSealed(root)).toBe(true)
})

test('a folder without a build is no build that one must leave alone', () => {
  expect(isSealed(tempFolder({ 'out/left-over': '' }))).toBe(false)
})
