import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentLog } from '../../../electron/base/log.ts'
import { keepWitness, machineName, readWitness } from '../../../electron/store/witness.ts'
import { createOutbox } from '../../../electron/sync/outbox.ts'
import { openTestStore, testCipher, testFolder } from '../../support/test-store.ts'
import { until } from '../../support/until.ts'

type OpenStore = ReturnType<typeof openTestStore>

const append = (store: OpenStore, count: number): void => {
  const outbox = createOutbox({ newId: store.newId, cipher: testCipher })
  store.transaction((tx) => {
    outbox.ensureIncarnation(tx, { station: '119999001001', at: 0 })
    for (let n = 0; n < count; n += 1) {
      outbox.append(tx, {
        type: 'cn.wmsj.attendance.headcount.v1',
        data: { event: store.newId(), count: 1 },
        time: 0,
        clockState: 'synced',
        monoMs: 0,
        bootId: 'boot',
      })
    }
  })
}

const keep = (dir: string, store: OpenStore, machineId = 'this machine'): ReturnType<typeof keepWitness> =>
  keepWitness({ dir, store, machineId, clock: store.clock, log: silentLog })

/** One run of a station: opens, writes `count` records, closes all. Gives what the witness said at its start. */
const run = async (dir: string, count: number, machineId = 'this machine'): Promise<string> => {
  const store = openTestStore(dir, { machineId })
  append(store, count)
  const witness = await keep(dir, store, machineId)
  await witness.close()
  store.close()
  return store.witness
}

const snapshot = (dir: string): (() => void) => {
  const kept = testFolder()
  cpSync(join(dir, 'records.db'), join(kept, 'records.db'))
  return () => {
    cpSync(join(kept, 'records.db'), join(dir, 'records.db'))
  }
}

it('agrees with a database that went on', async () => {
  const dir = testFolder()
  expect(await run(dir, 2)).toBe('none')
  expect(await run(dir, 2)).toBe('agrees')
  expect(await run(dir, 0)).toBe('agrees')
})

it('is written at the start, each minute when something is new, and at closing', async () => {
  const dir = testFolder()
  const store = openTestStore(dir)
  append(store, 1)
  const keeper = await keep(dir, store)
  expect(readWitness(dir)).toMatchObject({ storeId: store.storeId, head: 1, boots: 1 })
  append(store, 1)
  store.clock.advance(59_000)
  expect(readWitness(dir)?.head).toBe(1)
  store.clock.advance(1000)
  await until(() => readWitness(dir)?.head === 2)
  append(store, 1)
  await keeper.close()
  expect(readWitness(dir)?.head).toBe(3)
})

it('notices an older copy that was put back', async () => {
  const dir = testFolder()
  await run(dir, 2)
  const putBack = snapshot(dir)
  await run(dir, 2)
  putBack()
  expect(await run(dir, 0)).toBe('rolledBack')
})

it('notices an older copy even when no record tells it from the newer one', async () => {
  const dir = testFolder()
  await run(dir, 2)
  const putBack = snapshot(dir)
  await run(dir, 0)
  putBack()
  expect(await run(dir, 0)).toBe('rolledBack')
})

it('notices one that was put back within the same run', async () => {
  const dir = testFolder()
  const store = openTestStore(dir)
  append(store, 1)
  const keeper = await keep(dir, store)
  store.clock.advance(5000)
  const putBack = snapshot(dir)
  append(store, 1)
  await keeper.close()
  store.close()
  putBack()
  expect(openTestStore(dir).witness).toBe('rolledBack')
})

it('notices one that was put back and has caught up with other records', async () => {
  const dir = testFolder()
  await run(dir, 2)
  const putBack = snapshot(dir)
  await run(dir, 1)
  const witness = readFileSync(join(dir, 'witness.json'))
  putBack()
  await run(dir, 1)
  writeFileSync(join(dir, 'witness.json'), witness)
  expect(await run(dir, 0)).toBe('rolledBack')
})

it('notices another database', async () => {
  const [dir, other] = [testFolder(), testFolder()]
  await run(dir, 2)
  await run(other, 2)
  cpSync(join(other, 'records.db'), join(dir, 'records.db'))
  expect(await run(dir, 0)).toBe('rolledBack')
})

it('notices the same folder on another machine, unless one of them has no name', async () => {
  const dir = testFolder()
  await run(dir, 2)
  expect(openTestStore(dir, { machineId: '' }).witness).toBe('agrees')
  expect(openTestStore(dir, { machineId: 'another machine' }).witness).toBe('otherMachine')
})

it('says nothing where it is gone or unreadable', async () => {
  const dir = testFolder()
  await run(dir, 2)
  writeFileSync(join(dir, 'witness.json'), 'torn')
  rmSync(join(dir, 'witness.json.prev'), { force: true })
  expect(openTestStore(dir).witness).toBe('none')
})

it('names a machine one way, and no machine by nothing', () => {
  const dir = testFolder()
  writeFileSync(join(dir, 'id'), '0123456789abcdef\n')
  expect(machineName(join(dir, 'id'))).toMatch(/^[0-9a-f]{64}$/)
  expect(machineName(join(dir, 'id'))).not.toContain('0123456789abcdef')
  expect(machineName(join(dir, 'none'))).toBe('')
})
