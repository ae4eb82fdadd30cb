import { beforeEach, describe, expect, it } from 'vitest'
import { makeCode, replaceCodes, codesLeft } from '../../../electron/staff/codes.ts'
import { recover } from '../../../electron/staff/recover.ts'
import { checkPin, type SignInDeps } from '../../../electron/staff/sign-in.ts'
import { headPin, openDesk, pepper, type DeskRig } from '../../support/desk-rig.ts'
import { errorWith } from '../../support/test-store.ts'

const newPin = '590271'
const stationCode = '119999001001'

let rig: DeskRig
let deps: SignInDeps
let head: string
let codes: string[]

beforeEach(() => {
  rig = openDesk()
  const { store, clock, boot } = rig.parts
  deps = { store, clock, boot, pepper }
  head = rig.addStaff({ pin: headPin, roles: ['head'] })
  codes = Array.from({ length: 8 }, makeCode)
  store.transaction((tx) => {
    replaceCodes(tx, pepper, { codes, at: clock.now() })
  })
})

const use = (code = codes[0] ?? '', account = head, pin = newPin) =>
  recover(deps, { account, code, pin, stationCode })
const signIn = async (pin: string): Promise<string> =>
  (await checkPin(deps, { account: head, pin, purpose: 'signIn' })).kind
const left = (): number => rig.parts.store.read(codesLeft)

describe('a printed code', () => {
  it('gives the head a new PIN, once', async () => {
    expect(await use()).toEqual({ kind: 'done' })
    expect(await signIn(newPin)).toBe('right')
    expect(await signIn(headPin)).toBe('wrongPin')
    expect(left()).toBe(7)
    expect(await use(codes[0], head, '846093')).toMatchObject({ kind: 'wrongCode' })
    expect(await signIn(newPin)).toBe('right')
    expect(rig.audit().filter(({ action }) => action === 'staff.recovered')).toMatchObject([
      { subject: head, detail: { left: 7 } },
    ])
  })

  it('opens also where PINs were tried until the station waited', async () => {
    for (let guess = 0; guess < 6; guess += 1) await signIn('111222')
    expect(await signIn(headPin)).toBe('locked')
    expect(await use()).toEqual({ kind: 'done' })
    expect(await signIn(newPin)).toBe('right')
  })

  it('is not used up by a weak PIN, which is no guess either', async () => {
    for (const pin of ['123456', '111111', '900101', stationCode.slice(0, 6)])
      expect(await use(codes[0], head, pin)).toEqual({ kind: 'pinWeak' })
    expect(left()).toBe(8)
    expect(rig.count('pin_guess')).toBe(0)
  })

  it('is for whoever answers for the station, and for nobody else', async () => {
    const clerk = rig.addStaff({ pin: '271828', roles: ['clerk'] })
    for (const account of [clerk, rig.newId()])
      await expect(use(codes[0], account)).rejects.toThrow(errorWith('notFound'))
    const technician = rig.addStaff({ pin: '271828', roles: ['technician'] })
    expect(await use(codes[0], technician)).toEqual({ kind: 'done' })
  })

  it('is good no more once new ones were made, and a used one stays used', async () => {
    await use(codes[0])
    const others = Array.from({ length: 8 }, makeCode)
    rig.parts.store.transaction((tx) => {
      replaceCodes(tx, pepper, { codes: others, at: rig.clock.now() })
    })
    expect(await use(codes[0])).toMatchObject({ kind: 'wrongCode' })
    expect(await use(codes[1])).toMatchObject({ kind: 'wrongCode' })
    expect(await use(others[7])).toEqual({ kind: 'done' })
  })

  it('is tried by two at the same time and used once', async () => {
    const technician = rig.addStaff({ pin: '271828', roles: ['technician'] })
    const both = await Promise.all([use(codes[3]), use(codes[3], technician)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'wrongCode'])
  })

  it('stands nowhere in the database', () => {
    const text = rig.everything()
    expect(codes.some((code) => text.includes(code))).toBe(false)
    expect(new Set(codes).size).toBe(8)
    expect(codes.every((code) => /^\d{25}$/.test(code))).toBe(true)
  })
})

describe('codes that are none', () => {
  it('wait after five, for longer each time, across a restart and whatever the clock says', async () => {
    const wrong = '0'.repeat(25)
    for (const triesLeft of [4, 3, 2, 1])
      expect(await use(wrong)).toEqual({ kind: 'wrongCode', triesLeft, waitMs: 0 })
    expect(await use(wrong)).toEqual({ kind: 'wrongCode', triesLeft: 0, waitMs: 60_000 })
    // The right one waits as well.
    expect(await use()).toEqual({ kind: 'locked', waitMs: 60_000 })
    rig.clock.setWall(rig.clock.now() + 365 * 86_400_000)
    expect(await use()).toMatchObject({ kind: 'locked' })
    deps = { ...deps, boot: { bootId: 'another', monoMs: () => 0 } }
    expect(await use()).toEqual({ kind: 'locked', waitMs: 60_000 })
    deps = { ...deps, boot: { bootId: 'another', monoMs: () => 60_000 } }
    expect(await use(wrong)).toEqual({ kind: 'wrongCode', triesLeft: 0, waitMs: 120_000 })
  })

  it('lock nobody’s PIN, and each is in the audit without what was typed', async () => {
    const wrong = '9'.repeat(25)
    for (let guess = 0; guess < 6; guess += 1) await use(wrong)
    expect(await signIn(headPin)).toBe('right')
    expect(rig.audit().filter(({ action }) => action === 'staff.codeWrong')).toHaveLength(5)
    expect(JSON.stringify(rig.audit())).not.toContain(wrong)
  })
})
