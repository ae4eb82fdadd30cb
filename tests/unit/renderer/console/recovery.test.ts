import { beforeEach, describe, expect, it } from 'vitest'
import { words } from '../../../../electron/contract/words/zh-CN.ts'
import { useRecovery } from '../../../../renderer/stores/recovery.ts'
import { head, openConsole, type ConsolePage } from '../../../support/console-page.ts'

const code = '1234509876543210123498765'
const say = words.recover

let page: ConsolePage
let recovery: ReturnType<typeof useRecovery>

beforeEach(() => {
  page = openConsole()
  recovery = useRecovery()
  recovery.open()
})

const press = (digits: string): void => {
  for (const digit of digits) recovery.press(digit)
}
const asked = (): number => page.far.sent.filter(({ call }) => call === 'codes.use').length
const typeAll = (pin = '590271'): void => {
  recovery.choose(head)
  press(code)
  recovery.take('newPin')
  press(pin)
  press(pin)
}

describe('a new PIN for a printed code', () => {
  it('is asked for with the code and the PIN twice, and the pad of that person follows', async () => {
    expect(recovery.step).toBe('whose')
    typeAll()
    expect(page.last('codes.use').input).toEqual({ account: head.id, code, pin: '590271' })
    await page.answer('codes.use', { result: { kind: 'done' } })
    expect([recovery.step, recovery.code]).toEqual(['done', ''])
    recovery.goOn()
    expect(page.staff.asked?.id).toBe(head.id)
    expect(recovery.isOpen).toBe(false)
  })

  it('is not sent where the two differ', () => {
    recovery.choose(head)
    press(code)
    recovery.take('newPin')
    press('590271')
    expect(recovery.step).toBe('again')
    press('590272')
    expect([recovery.step, recovery.fault, asked()]).toEqual(['pin', say.differ, 0])
  })

  it.each([
    [{ kind: 'pinWeak' }, 'pin', code, say.weak],
    [{ kind: 'wrongCode', triesLeft: 3, waitMs: 0 }, 'code', '', say.wrong(3)],
    [{ kind: 'wrongCode', triesLeft: 0, waitMs: 60_000 }, 'code', '', say.locked(1)],
    [{ kind: 'locked', waitMs: 61_000 }, 'code', '', say.locked(2)],
  ])('%j is said, and only a weak PIN keeps the code', async (result, step, kept, fault) => {
    typeAll()
    await page.answer('codes.use', { result })
    expect([recovery.step, recovery.code, recovery.fault]).toEqual([step, kept, fault])
    press('1')
    expect(recovery.fault).toBeNull()
  })

  it('that fails says why and takes no digit meanwhile', async () => {
    typeAll()
    press('99')
    expect(recovery.code).toBe(code)
    await page.fail('codes.use', 'storeFull')
    expect(recovery.fault).toBe(words.console.errors.storeFull)
  })

  it('is forgotten with the page', () => {
    recovery.choose(head)
    press('12345')
    recovery.back()
    expect(recovery.code).toBe('1234')
    recovery.close()
    recovery.open()
    expect([recovery.step, recovery.code, recovery.person]).toEqual(['whose', '', null])
  })
})

describe('the way out for a printed code', () => {
  const ask = (how: 'leave' | 'off' = 'off'): void => {
    recovery.choose(head)
    press(code)
    expect([recovery.step, asked()]).toEqual(['what', 0])
    recovery.take(how)
    expect(recovery.step).toBe('sure')
    void recovery.end()
  }

  it('is asked for with the code, once more asked before, and the page says that it is done', async () => {
    ask()
    expect(page.last('kiosk.endByCode').input).toMatchObject({ account: head.id, code, how: 'off' })
    await page.answer('kiosk.endByCode', { result: { kind: 'done' } })
    expect([recovery.step, recovery.code, recovery.asks]).toEqual(['ending', '', words.kiosk.going])
  })

  it('stays shut for a wrong code, which is typed anew', async () => {
    ask('leave')
    await page.answer('kiosk.endByCode', { result: { kind: 'wrongCode', triesLeft: 2, waitMs: 0 } })
    expect([recovery.step, recovery.code, recovery.fault]).toEqual(['code', '', say.wrong(2)])
  })
})
