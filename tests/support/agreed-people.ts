import { createIds } from '../../electron/base/ids.ts'
import { systemClock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import type { SimulatedCard } from '../../electron/reader/simulated/card-image.ts'
import { knownSex } from '../../electron/residents/rules.ts'
import { recordAnswer, register } from '../../electron/residents/store.ts'
import { noticeVersion } from '../../electron/station/parts.ts'
import { openStore } from '../../electron/store/database.ts'
import { createFieldCipher } from '../../electron/store/field-cipher.ts'
import { liveVersions } from '../../electron/store/field-versions.ts'
import { openKeyStore, rootKeyInFile } from '../../electron/store/key-store.ts'

/** Makes these people known to the station of a folder, which is not running, and has them agree to points. */
export const addAgreedPeople = async (dir: string, cards: readonly SimulatedCard[]): Promise<void> => {
  const newId = createIds(systemClock)
  const store = openStore({ dir, mayCreate: true, newId, clock: systemClock, log: silentLog })
  const cipher = createFieldCipher(
    await openKeyStore({ source: rootKeyInFile(dir), store }),
    liveVersions(store).now,
  )
  const at = systemClock.now()
  store.transaction((tx) => {
    for (const { name, sexCode, birth, idNumber } of cards) {
      const holder = {
        kind: 'resident',
        name,
        idNumber,
        birth,
        sexCode: knownSex(sexCode),
        validTo: null,
      } as const
      const { id: resident } = register(tx, cipher, { id: newId(), holder, at })
      const said = { question: 'scoring', answer: 'yes', by: 'card', noticeVersion } as const
      recordAnswer(tx, { ...said, resident, at, businessDate: businessDateOf(at) })
    }
  })
  store.close()
}
