import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { lockFolder } from '../../../electron/store/lock.ts'
import { codeThrown, errorWith, testFolder } from '../../support/test-store.ts'

const holder = (dir: string): string => `
  import { lockFolder } from ${JSON.stringify(new URL('../../../electron/store/lock.ts', import.meta.url).href)}
  lockFolder(${JSON.stringify(dir)})
  console.log('held')
  setInterval(() => undefined, 1000)
`

it('lets one holder in and tells the second which folder is in use', () => {
  const dir = testFolder()
  const lock = lockFolder(dir)
  expect(() => lockFolder(dir)).toThrow(errorWith('folderInUse', { dir }))
  lock.release()
  lock.release()
  lockFolder(dir).release()
})

it('is held until it is released, also when nobody keeps what it returned', () => {
  const dir = testFolder()
  setFlagsFromString('--expose-gc')
  lockFolder(dir)
  const collect = runInNewContext('gc') as () => void
  collect()
  expect(codeThrown(() => lockFolder(dir))).toBe('folderInUse')
})

it('makes the lock file readable by its user alone', () => {
  const dir = testFolder()
  lockFolder(dir).release()
  expect(statSync(join(dir, 'station.lock')).mode & 0o777).toBe(0o600)
})

it('is freed by the death of another process, however it dies', async () => {
  const dir = testFolder()
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', holder(dir)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  expect(codeThrown(() => lockFolder(dir))).toBe('folderInUse')
  child.kill('SIGKILL')
  await once(child, 'exit')
  lockFolder(dir).release()
})

it('says that a folder cannot be written where it is a file', () => {
  const path = join(testFolder(), 'a-file')
  writeFileSync(path, '')
  expect(codeThrown(() => lockFolder(path))).toBe('folderUnwritable')
  expect(existsSync(join(path, 'station.lock'))).toBe(false)
})
