import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isStation, resetDemonstration } from '../../../electron/launch/reset-folder.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

const settings = (mode: string) => JSON.stringify({ schema: 1, sequence: 1, data: { mode } })

test('a demonstration is emptied', () => {
  const folder = tempFolder({
    'settings.json': settings('demo'),
    'records.db': 'x',
    'backups/one.db': 'x',
    key: 'x',
  })
  expect(isStation(folder)).toBe(true)
  resetDemonstration(folder)
  expect(readdirSync(folder)).toEqual([])
  expect(isStation(folder)).toBe(false)
})

test.each([
  ['a live station', { 'settings.json': settings('live'), 'records.db': 'kept' }],
  ['a station in set-up', { 'settings.json': settings('setup'), 'records.db': 'kept' }],
  ['broken settings', { 'settings.json': '{', 'records.db': 'kept' }],
  ['a folder of somebody else', { 'records.db': 'kept' }],
])('nothing is deleted of %s', (_what, files) => {
  const folder = tempFolder(files)
  expect(() => {
    resetDemonstration(folder)
  }).toThrow('nothing was deleted')
  expect(readFileSync(join(folder, 'records.db'), 'utf8')).toBe('kept')
})

test.each(['settings.json', 'records.db', 'witness.json'])(
  '%s alone tells that a station was here',
  (name) => {
    expect(isStation(tempFolder({ [name]: '' }))).toBe(true)
  },
)

test('a folder that is not there is no station', () => {
  const folder = join(tempFolder(), 'absent')
  expect(isStation(folder)).toBe(false)
  expect(existsSync(folder)).toBe(false)
})
