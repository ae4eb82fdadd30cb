import { writeSync } from 'node:fs'
import {
  beginRotation,
  dropOldKeys,
  resealNext,
  walkStart,
  type WalkPosition,
} from '../../electron/store/rotation.ts'
import { readFieldVersions } from '../../electron/store/field-versions.ts'
import { lockFolder } from '../../electron/store/lock.ts'
import { register } from '../../electron/residents/store.ts'
import { fillWithCipherText } from './cipher-rows.ts'
import { syntheticNumber } from './people.ts'
import { openTapStore } from './tap-store.ts'

/**
 * A program that registers people without pause while it replaces the key of their fields, over and over:
 * `key-writer.ts DIR PEOPLE`. Prints `ready`, then for each person `ack ID NANOSECONDS`.
 */
const [dir = '', most = '0'] = process.argv.slice(2)
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

lockFolder(dir)
const { store, cipher, versions, newId, outbox } = await openTapStore(dir)
const known = store.read((tx) => tx.get<{ n: number }>('select count(*) as n from resident'))?.n ?? 0
if (known === 0) fillWithCipherText(store, cipher, newId)

/** One piece of the work; answers where to go on. */
const replace = (
  position: WalkPosition | null,
  foundOld: boolean,
): { position: WalkPosition; foundOld: boolean } => {
  const { current, oldest } = store.read(readFieldVersions)
  if (oldest === current) {
    store.transaction(beginRotation)
    versions.refresh()
    return { position: walkStart, foundOld: false }
  }
  const { next, resealed } = resealNext(store, cipher, position ?? walkStart)
  const found = foundOld || resealed > 0
  if (next !== null) return { position: next, foundOld: found }
  if (!found) {
    store.transaction(dropOldKeys)
    versions.refresh()
  }
  return { position: walkStart, foundOld: false }
}

say('ready')
let walk: { position: WalkPosition; foundOld: boolean } = { position: walkStart, foundOld: false }
for (let n = 0; n < Number(most); n += 1) {
  const id = newId()
  const idNumber = `${syntheticNumber('1950-01-01', 900)}-${id}`
  store.transaction((tx) => {
    const holder = {
      kind: 'resident',
      name: '王秀兰',
      birth: '1950-01-01',
      sexCode: '2',
      validTo: null,
    } as const
    register(tx, cipher, { id, holder: { ...holder, idNumber }, at: 0 })
    outbox.append(tx, {
      type: 'cn.wmsj.resident.identified.v1',
      data: { resident: id, idNumber, cardKind: 'resident' },
      time: 0,
      resident: id,
      clockState: 'synced',
      monoMs: 1,
      bootId: 'boot',
    })
  })
  say(`ack ${id} ${String(process.hrtime.bigint())}`)
  walk = replace(walk.position, walk.foundOld)
}
