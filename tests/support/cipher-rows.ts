import { register } from '../../electron/residents/store.ts'
import { keepPhoto } from '../../electron/station/desk/claim-photo.ts'
import { createLearnedStore } from '../../electron/station/keyboard/learned-store.ts'
import type { Parts } from '../../electron/station/parts.ts'
import type { FieldCipher } from '../../electron/store/field-cipher.ts'
import type { OpenedStore } from '../../electron/store/database.ts'
import { createOutbox } from '../../electron/sync/outbox.ts'
import { keepTailPage } from '../../electron/sync/lost-tail.ts'
import { ensureDeviceKey, savePairing } from '../../electron/sync/pairing.ts'
import { syntheticNumber } from './people.ts'

/**
 * Files that call a cipher to write: each that has a place of its own is called here, and a new one belongs here, too.
 * Those of an erasing write over the name and the photo that others wrote.
 */
export const sealingFiles = [
  'electron/residents/erase.ts',
  'electron/residents/store.ts',
  'electron/station/desk/claim-photo.ts',
  'electron/station/keyboard/learned-store.ts',
  'electron/station/retention/erase.ts',
  'electron/sync/lost-tail.ts',
  'electron/sync/outbox.ts',
  'electron/sync/pairing.ts',
]

export const numberOfPerson = (person: number): string => syntheticNumber('1950-01-01', person)

/** Writes into every place that holds cipher text, by those that write there. Ids of the residents. */
export const fillWithCipherText = (
  store: OpenedStore,
  cipher: FieldCipher,
  newId: () => string,
  people = 3,
): string[] => {
  const outbox = createOutbox({ newId, cipher })
  const residents = store.transaction((tx) => {
    outbox.ensureIncarnation(tx, { station: '119999001001', at: 0 })
    return Array.from({ length: people }, (_, person) => {
      const id = newId()
      const idNumber = numberOfPerson(person)
      const birth = '1950-01-01'
      const holder = {
        kind: 'resident',
        name: '王秀兰',
        birth,
        sexCode: '2',
        validTo: null,
        idNumber,
      } as const
      register(tx, cipher, { id, holder, at: 0 })
      const common = { time: 0, resident: id, clockState: 'synced', monoMs: 1, bootId: 'boot' } as const
      outbox.append(tx, {
        ...common,
        type: 'cn.wmsj.resident.registered.v1',
        data: { resident: id, ageBand: '70-79', sex: '2', cardKind: 'resident' },
      })
      outbox.append(tx, {
        ...common,
        type: 'cn.wmsj.resident.identified.v1',
        data: { resident: id, idNumber, cardKind: 'resident' },
      })
      return id
    })
  })
  const parts = { store, cipher, newId } as Partial<Parts> as Parts
  const learned = createLearnedStore(parts)
  learned.keep({ typed: 'wxl', text: '王秀兰' }, [])
  store.transaction((tx) => {
    for (let n = 0; n < 10; n += 1) keepPhoto(tx, parts, Buffer.from(`picture ${String(n)}`), 0)
    ensureDeviceKey(tx, cipher)
    savePairing(tx, cipher, { deviceId: 'd', stationId: '119999001001', accessToken: 'token', jitterMs: 1 })
    const lost = { sequence: '0000000001', id: newId(), type: 'cn.wmsj.resident.identified.v1' }
    keepTailPage(tx, cipher, { incarnation: 'older', from: 1 }, [lost], 0)
    tx.run(
      `insert into salvaged_record (incarnation, sequence, id, type, body, tap, made_at)
       select incarnation, sequence, id, type, body, tap, made_at from outbox where body like 'sealed:%' limit 1`,
    )
  })
  return residents
}
