import { expect, test } from 'vitest'
import { breaches, circles, importsOf, loadedBy, type Walls } from './support/import-table.ts'
import { projectFile, sourceFiles, type SourceFile } from './support/source-files.ts'
import * as table from './support/walls.mjs'

const walls: Walls = table
const files = sourceFiles('electron', 'renderer', 'centre', 'tests')

const file = (path: string, text: string): SourceFile => ({ path, text })

/** Longest file anybody may write; a catalogue and a migration are one list each. */
const maxLines = 400
const mayBeLong = [/^electron\/contract\/words\//, /^electron\/store\/migrations\//]

test('every folder imports only what the table allows', () => {
  expect(breaches(files, walls)).toEqual([])
})

test('folders of the station do not import each other in a circle', () => {
  expect(circles(files)).toEqual([])
})

test('neither host nor core nor the reports worker loads Electron', () => {
  for (const entry of ['electron/host.ts', 'electron/core.ts', 'electron/reports/worker.ts']) {
    expect([...loadedBy(entry, files)].filter((name) => name === 'electron')).toEqual([])
  }
  expect(loadedBy('electron/main.ts', files)).toContain('electron')
})

test('the shell never loads the station into its own process', () => {
  const loaded = [...loadedBy('electron/main.ts', files)]
  expect(
    loaded.filter((path) => /^electron\/(station\/(?!hosting\/)|(store|sync|reader)\/)/.test(path)),
  ).toEqual([])
})

test('the reports worker can read the database, and loads neither domains nor keys', () => {
  const loaded = [...loadedBy('electron/reports/worker.ts', files)]
  expect(loaded).toContain('electron/store/reader.ts')
  expect(loaded.filter((path) => /^electron\/(?!reports|store|base|contract)/.test(path))).toEqual([])
  expect(loaded.filter((path) => /store\/(field-cipher|key-store)/.test(path))).toEqual([])
})

test('no file is longer than one can read', () => {
  const long = files
    .filter(({ path }) => !mayBeLong.some((pattern) => pattern.test(path)))
    .filter(({ text }) => text.trimEnd().split('\n').length > maxLines)
    .map(({ path }) => path)
  expect(long).toEqual([])
})

test('lock file and npm settings name no registry host', () => {
  const hosts = /https?:\/\/[^"\s]*|_authToken|^registry/gm
  const resolved = [...projectFile('package-lock.json').matchAll(/"resolved": "([^"]*)"/g)].map(
    ([, at]) => at,
  )
  expect(resolved).toEqual([])
  expect(projectFile('.npmrc').match(hosts)).toBeNull()
})

test.each([
  [
    'a domain importing another domain',
    'electron/credit/rules.ts',
    "import { a } from '../attendance/rules.ts'",
  ],
  ['a reader importing the store', 'electron/reader/link.ts', "import type { Tx } from '../store/tx.ts'"],
  [
    'a reader importing more of the contract than values',
    'electron/reader/link.ts',
    "import { calls } from '../contract/calls.ts'",
  ],
  ['sync importing a domain', 'electron/sync/sync.ts', "export * from '../credit/store.ts'"],
  ['the contract importing Node code of ours', 'electron/contract/calls.ts', "import '../base/clock.ts'"],
  [
    'the renderer importing the core',
    'renderer/stores/home.ts',
    "const x = await import('../../electron/base/clock.ts')",
  ],
  [
    'a component importing the core',
    'renderer/App.vue',
    '<script setup lang="ts">\nimport { a } from \'../electron/rpc/serve.ts\'\n</script>',
  ],
  ['the centre importing the station', 'centre/main.ts', "import { a } from '../electron/store/database.ts'"],
  [
    'the shell entry importing the station',
    'electron/main.ts',
    "import { createStation } from './station/station.ts'",
  ],
  ['a launch script importing a package', 'electron/launch/start.mjs', "import { z } from 'zod'"],
  ['a foreign owner of serialport', 'electron/station/station.ts', "import { SerialPort } from 'serialport'"],
  ['a foreign owner of electron', 'electron/host/http.ts', "import { app } from 'electron'"],
  ['a foreign owner of a path of electron', 'electron/host/http.ts', "import { app } from 'electron/main'"],
])('%s is found', (_what, path, text) => {
  expect(breaches([file(path, text)], walls)).toHaveLength(1)
})

test('a circle between folders is found', () => {
  const planted = [
    file('electron/base/clock.ts', "import { a } from '../store/tx.ts'"),
    file('electron/store/tx.ts', "import {\n  b,\n  c,\n} from '../base/clock.ts'"),
  ]
  expect(circles(planted)).toEqual(['base → store → base'])
})

test('imports are found in every form, and not in comments', () => {
  const text = [
    "import a from 'one'",
    "import type { B } from 'two'",
    "import {\n  c,\n} from 'three'",
    "import 'four'",
    "export { d } from 'five'",
    "const e = await import('six')",
    "// import f from 'seven'",
    "/* import g from 'eight' */",
  ].join('\n')
  expect(importsOf(file('a.ts', text)).map(({ specifier }) => specifier)).toEqual([
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
  ])
})
