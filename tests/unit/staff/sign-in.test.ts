import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brokenAuditEntry, writeAudit } from '../../../electron/staff/audit.ts'
import { hashPin } from '../../../electron/staff/pin.ts'
import { checkPin, type PinCheck, type SignInDeps } from '../../../electron/staff/sign-in.ts'
import { insertStaff } from '../../../electron/staff/store.ts'
import { openPipeline, type Pipeline } from '../../support/pipeline.ts'

const pepper = Buffer.alloc(32, 1)
const minute = 60_000
let station: Pipeline
let deps: SignInDeps
let account: string
let other: string

beforeEach(async () => {
  station = await openPipeline()
  const { store, clock, boot } = station.parts
  deps = { store, clock, boot, pepper }
  const pin = await hashPin(pepper, '271828')
  ;[account, other] = [station.newId(), station.newId()]
  store.transaction((tx) => {
    insertStaff(tx, { id: account, name: '值班员', roles: ['clerk'], pin, at: 0 })
    insertStaff(tx, { id: other, name: '站长', roles: ['head'], pin, at: 1 })
  })
})
afterEach(() => {
  station.close()
})

const guess = (pin: string, who = account): Promise<PinCheck> =>
  checkPin(deps, { account: who, pin, purpose: 'signIn' })

const guessWrongly = async (times: number): Promise<void> => {
  for (let count = 0; count < times; count += 1) await guess('000001')
}

describe('signing in', () => {
  it('takes the right PIN and names its owner', async () => {
    expect(await guess('271828')).toMatchObject({
      kind: 'right',
      member: { name: '值班员', roles: ['clerk'] },
    })
  })

  it('says how many tries are left, and forgets them after the right one', async () => {
    expect(await guess('000001')).toEqual({ kind: 'wrongPin', triesLeft: 4, waitMs: 0 })
    expect(await guess('271828')).toMatchObject({ kind: 'right' })
    expect(await guess('000001')).toEqual({ kind: 'wrongPin', triesLeft: 4, waitMs: 0 })
  })

  it('an empty or short PIN never opens', async () => {
    expect(await guess('')).toMatchObject({ kind: 'wrongPin' })
    expect(await guess('27182')).toMatchObject({ kind: 'wrongPin' })
  })

  it('after five wrong ones even the right PIN waits, on every tile', async () => {
    await guessWrongly(4)
    expect(await guess('000001')).toEqual({ kind: 'wrongPin', triesLeft: 0, waitMs: minute })
    expect(await guess('271828')).toEqual({ kind: 'locked', waitMs: minute })
    expect(await guess('271828', other)).toEqual({ kind: 'locked', waitMs: minute })
    station.clock.advance(minute)
    expect(await guess('271828')).toMatchObject({ kind: 'right' })
  })

  it('guesses spread over all tiles count together', async () => {
    await guessWrongly(3)
    await guess('000001', other)
    await guess('000001', other)
    expect(await guess('271828')).toMatchObject({ kind: 'locked' })
  })

  it('the wait doubles with each further wrong one', async () => {
    await guessWrongly(5)
    station.clock.advance(minute)
    expect(await guess('000001')).toEqual({ kind: 'wrongPin', triesLeft: 0, waitMs: 2 * minute })
  })

  it('a restart shortens nothing', async () => {
    await guessWrongly(5)
    station.clock.advance(50_000)
    let monoMs = 0
    deps = { ...deps, boot: { bootId: 'after the restart', monoMs: () => monoMs } }
    expect(await guess('271828')).toEqual({ kind: 'locked', waitMs: minute })
    monoMs = minute
    expect(await guess('271828')).toMatchObject({ kind: 'right' })
  })

  it('the guess is used up before the hash is computed', async () => {
    const first = guess('000001')
    expect(station.count('pin_guess')).toBe(2)
    await first
  })
})

describe('the audit chain', () => {
  it('holds every check of a PIN without the PIN, and shows where it was changed', async () => {
    await guess('000001')
    await guess('271828')
    const { store } = station.parts
    const rows = store.read((tx) =>
      tx.all<{ action: string; detail: string }>('select action, detail from audit'),
    )
    expect(rows.map(({ action }) => action)).toEqual(['staff.pinWrong', 'staff.pinRight'])
    expect(JSON.stringify(rows)).not.toMatch(/000001|271828/)
    expect(store.read(brokenAuditEntry)).toBeNull()
  })

  it('cannot be changed or shortened by SQL, and a forged entry is found', () => {
    const { store } = station.parts
    store.transaction((tx) => {
      for (const at of [1, 2, 3])
        writeAudit(tx, { at, actor: 'a', action: 'event.pinned', subject: 'e', detail: { at } })
    })
    const change = (sql: string) => () => {
      store.transaction((tx) => tx.run(sql))
    }
    expect(change(`update audit set actor = 'b' where seq = 2`)).toThrow(/append-only/)
    expect(change('delete from audit where seq = 3')).toThrow(/append-only/)
    store.transaction((tx) => {
      tx.run(
        `insert into audit select 4, at, actor, action, subject, detail, prev, randomblob(32) from audit where seq = 3`,
      )
    })
    expect(store.read(brokenAuditEntry)).toBe(4)
  })
})
