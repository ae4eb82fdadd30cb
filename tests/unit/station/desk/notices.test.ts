import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createIds } from '../../../../electron/base/ids.ts'
import { silentLog } from '../../../../electron/base/log.ts'
import { insertClaim, insertClaimStep } from '../../../../electron/credit/claims-store.ts'
import { recordAnswer, register } from '../../../../electron/residents/store.ts'
import { readOptions } from '../../../../electron/station/options.ts'
import { noticeVersion } from '../../../../electron/station/parts.ts'
import { createStation, type Station } from '../../../../electron/station/station.ts'
import { createFieldCipher } from '../../../../electron/store/field-cipher.ts'
import { firstVersions } from '../../../../electron/store/field-versions.ts'
import { openKeyStore, rootKeyInFile } from '../../../../electron/store/key-store.ts'
import { openStoreReader } from '../../../../electron/store/reader.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { openTestStore, testFolder } from '../../../support/test-store.ts'

const minute = 60_000
const day = 24 * 60 * minute

let dir: string
let clock: ManualClock
let newId: () => string

beforeEach(() => {
  dir = testFolder()
  clock = new ManualClock()
  newId = createIds(clock)
})

const start = async (): Promise<Station> => {
  const options = readOptions(['--data', dir, '--reader', 'none', '--no-open'], {
    STATION_PIN: '271828',
    STATION_PIN2: '314159',
  })
  return createStation(options, {
    clock,
    log: silentLog,
    fetch: () => Promise.reject(new TypeError('no network')),
    random: () => 0.5,
    supervisor: null,
    warn: () => undefined,
    fatal: (error) => {
      throw error
    },
  })
}

/** What a council decided, with notices that end on these days; ids of the claims. */
const decided = async (days: readonly string[]): Promise<string[]> => {
  const store = openTestStore(dir)
  const cipher = createFieldCipher(
    await openKeyStore({ source: rootKeyInFile(dir), store }),
    () => firstVersions,
  )
  const at = clock.now()
  const birth = '1945-03-07'
  const claims = store.transaction((tx) => {
    const holder = { kind: 'resident', name: '王秀兰', birth, sexCode: '2', validTo: null } as const
    const idNumber = syntheticNumber(birth, 2)
    const { id: resident } = register(tx, cipher, { id: newId(), holder: { ...holder, idNumber }, at })
    const yes = { question: 'scoring', answer: 'yes', by: 'card', noticeVersion } as const
    recordAnswer(tx, { ...yes, resident, at, businessDate: '2026-11-24' })
    const [author = '', approver = ''] = tx
      .all<{ id: string }>('select id from staff order by created_at, name')
      .map(({ id }) => id)
    return days.map((noticeUntil) => {
      const id = newId()
      const of = { ruleId: 'F01', ruleRev: 1, amount: 500, quantity: null }
      insertClaim(tx, { id, resident, ...of, happenedOn: '2026-11-20', filedAt: at })
      const known = {
        actor: author,
        documentNo: id.slice(-12),
        photo: null,
        participants: [],
        because: null,
        at,
      }
      insertClaimStep(tx, id, { ...known, state: 'waiting', approver: null, noticeUntil: null })
      insertClaimStep(tx, id, { ...known, state: 'noticed', approver, noticeUntil })
      return id
    })
  })
  store.close()
  return claims
}

const posted = (): unknown[] => {
  const reader = openStoreReader(dir)
  try {
    return reader.read((tx) =>
      tx.all<{ claim: string }>('select claim from credit_entry order by seq').map(({ claim }) => claim),
    )
  } finally {
    reader.close()
  }
}

it('a station posts what is over when it starts, and the rest when its day comes, by a clock that can be trusted', async () => {
  await (await start()).stop()
  const [over, today, later] = await decided(['2026-11-23', '2026-11-24', '2026-11-28'])
  const station = await start()
  onTestFinished(() => station.stop())
  expect(posted()).toEqual([over])

  // Nine in the morning: midnight lies between.
  await clock.advanceAsync(14 * 60 * minute)
  expect(posted()).toEqual([over])
  await clock.advanceAsync(60 * minute + minute)
  expect(posted()).toEqual([over, today])

  clock.setWall(clock.now() + 10 * day)
  await clock.advanceAsync(2 * minute)
  expect(posted()).toEqual([over, today])
  const [clerk] = station.snapshot('staff', 'page').tiles
  await station.handlers['staff.signIn']({ account: clerk?.id ?? '', pin: '271828' }, 'page')
  await station.handlers['clock.confirm']({ commandId: newId() }, 'page')
  await clock.advanceAsync(minute)
  expect(posted()).toEqual([over, today, later])
})
