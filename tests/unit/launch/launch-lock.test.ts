import { spawnSync } from 'node:child_process'
import { existsSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alone } from '../../../electron/launch/launch-lock.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

test('two commands get the project ready one after the other', async () => {
  const root = tempFolder()
  const order: string[] = []
  const said: string[] = []
  let finishFirst: () => void = () => undefined
  const first = alone(
    root,
    () => undefined,
    async () => {
      order.push('first begins')
      await new Promise<void>((resolve) => {
        finishFirst = resolve
      })
      order.push('first ends')
    },
  )
  const second = alone(
    root,
    (line: string) => {
      said.push(line)
      finishFirst()
    },
    () => {
      order.push('second')
      return Promise.resolve()
    },
  )
  await Promise.all([first, second])
  expect(order).toEqual(['first begins', 'first ends', 'second'])
  expect(said).toHaveLength(1)
  expect(existsSync(join(root, 'out/launch.lock'))).toBe(false)
})

test('what a killed command left does not block', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const root = tempFolder({ 'out/launch.lock': String(pid) })
  expect(
    await alone(
      root,
      () => undefined,
      () => Promise.resolve('done'),
    ),
  ).toBe('done')
})

test.each([
  ['an empty lock of a command killed while it wrote', '', 6],
  ['a lock whose process number belongs to somebody else by now', String(process.pid), 16 * 60],
])('%s does not block', async (_what, text, ageSeconds) => {
  const root = tempFolder({ 'out/launch.lock': text })
  const then = Date.now() / 1000 - ageSeconds
  utimesSync(join(root, 'out/launch.lock'), then, then)
  const done = await alone(
    root,
    () => undefined,
    () => Promise.resolve('done'),
  )
  expect(done).toBe('done')
})

test('a failure frees the way', async () => {
  const root = tempFolder()
  await expect(
    alone(
      root,
      () => undefined,
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no')
  expect(
    await alone(
      root,
      () => undefined,
      () => Promise.resolve('done'),
    ),
  ).toBe('done')
})
