import { describe, expect, it } from 'vitest'
import { checkItems, type CheckFacts } from '../../../../electron/station/setup/checks.ts'
import {
  addressOf,
  isReadyToOpen,
  isToken,
  refuseCode,
  refuseName,
  refuseStaff,
  refuseTeam,
  stepsOf,
} from '../../../../electron/station/setup/rules.ts'

describe('what is typed in the first run', () => {
  it.each([
    ['119999001001', null],
    ['', 'codeLength'],
    ['11999900100', 'codeLength'],
    ['1199990010011', 'codeLength'],
    ['11999900100a', 'codeLength'],
    ['１１9999001001', 'codeLength'],
    ['000000000000', 'codeUnassigned'],
    ['119999001000', 'codeUnassigned'],
    ['999999001001', 'codeDivision'],
  ])('code %s: %s', (code, why) => {
    expect(refuseCode(code)).toBe(why)
  })

  it.each([
    ['鸥湾村', null],
    ['村'.repeat(20), null],
    ['村'.repeat(21), 'nameLong'],
    ['', 'nameEmpty'],
    ['  ', 'nameEmpty'],
    ['鸥湾村😀', 'nameLetters'],
    ['鸥\u200b湾', 'nameLetters'],
    ['\u{1f1e8}\u{1f1f3}', 'nameLetters'],
  ])('name %s: %s', (name, why) => {
    expect(refuseName(name)).toBe(why)
  })

  const person = { name: '毕海燕', roles: ['clerk'] as const, pin: '271828' }
  const station = { code: '119999001001', names: ['老连'] }

  it.each([
    [{}, null],
    [{ name: '' }, 'nameEmpty'],
    [{ name: ' 老连 ' }, 'nameTaken'],
    [{ roles: [] }, 'noRole'],
    [{ pin: '123456' }, 'pinWeak'],
    [{ pin: '111111' }, 'pinWeak'],
    [{ pin: '199901' }, 'pinWeak'],
    [{ pin: '001001' }, 'pinWeak'],
  ])('somebody with %j: %s', (change, why) => {
    expect(refuseStaff({ ...person, ...change }, station)).toBe(why)
  })

  it.each([
    [[], 'noStaff'],
    [[['council']], 'noStaff'],
    [[['clerk']], 'noTechnician'],
    [[['clerk'], ['technician']], null],
    [[['head']], null],
  ] as const)('a team of %j: %s', (team, why) => {
    expect(refuseTeam(team.map((roles) => ({ roles })))).toBe(why)
  })

  it.each([
    ['centre.example/', 'https://centre.example'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['', null],
    ['http://', null],
    ['https://somebody@centre.example', null],
  ])('address %s: %s', (text, address) => {
    expect(addressOf(text)).toBe(address)
  })

  it('a token has letters and digits alone', () => {
    expect(['AB12-cd34', 'abc', 'ab cd', '令牌令牌'].map(isToken)).toEqual([true, false, false, false])
  })

  it('village and PINs are enough to open, and nothing less', () => {
    expect(stepsOf({ clock: 'later' }).clock).toBe('later')
    expect(stepsOf({}).centre).toBe('open')
    expect(isReadyToOpen({ station: 'done', staff: 'done' })).toBe(true)
    expect(isReadyToOpen({ station: 'done', clock: 'done' })).toBe(false)
  })
})

const well: CheckFacts = {
  storeOk: true,
  keyOk: true,
  reader: 'ready',
  clock: 'synced',
  link: 'online',
  freeBytes: 20 * 1024 ** 3,
}

describe('the self-test', () => {
  it('finds nothing where all is well', () => {
    expect(checkItems(well).map(({ state }) => state)).toEqual(Array(6).fill('ok'))
  })

  it.each([
    ['store', { storeOk: false }, 'bad'],
    ['key', { keyOk: false }, 'bad'],
    ['reader', { reader: 'searching' }, 'look'],
    ['clock', { clock: 'unset' }, 'bad'],
    ['clock', { clock: 'drifting' }, 'look'],
    ['centre', { link: 'offline' }, 'look'],
    ['disk', { freeBytes: 1024 }, 'bad'],
    ['disk', { freeBytes: 500 * 1024 ** 2 }, 'look'],
    ['disk', { freeBytes: null }, 'look'],
  ] as const)('%s with %j: %s', (name, change, state) => {
    const odd = checkItems({ ...well, ...change }).filter((item) => item.state !== 'ok')
    expect(odd).toEqual([{ name, state }])
  })
})
