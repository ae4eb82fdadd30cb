import { beforeEach, describe, expect, it } from 'vitest'
import { roles } from '../../../../electron/contract/staff.ts'
import { brokenAuditEntry } from '../../../../electron/staff/audit.ts'
import { clerkPin, headPin, openDeskWithClerk, type DeskRig } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let page: string
let clerk: string

beforeEach(async () => {
  rig = await openDeskWithClerk()
  ;({ page, clerk } = rig)
})

const actions = ({ audit }: Pick<DeskRig, 'audit'>): [string, unknown][] =>
  audit()
    .filter(({ action }) => !action.startsWith('staff.pin'))
    .map(({ action, detail }) => [action, detail.by])

const signIn = (on: string): ReturnType<typeof rig.desk.signIn> =>
  rig.desk.signIn(on, { account: clerk, pin: clerkPin })

describe('signing in', () => {
  it('names who is signed in, on this page alone, and never anything of a PIN', () => {
    expect(rig.desk.snapshot(page)).toMatchObject({ signedIn: { id: clerk, roles: ['clerk'] }, locked: null })
    expect(rig.desk.snapshot('another page')).toMatchObject({ signedIn: null, locked: null })
    expect(Object.keys(rig.desk.snapshot(page).tiles[0] ?? {})).toEqual(['id', 'name', 'roles'])
  })

  it('a wrong PIN opens nothing and ends nothing', async () => {
    const other = rig.newId()
    expect(await rig.desk.signIn(other, { account: clerk, pin: '000001' })).toMatchObject({
      kind: 'wrongPin',
    })
    expect(rig.desk.admits('clerk', other)).toBe(false)
    await rig.desk.signIn(page, { account: clerk, pin: '000001' })
    expect(rig.desk.admits('clerk', page)).toBe(true)
  })

  it('an account that is not active is not there', async () => {
    rig.parts.store.transaction((tx) => tx.run('update staff set active = 0 where id = ?', clerk))
    await expect(signIn(rig.newId())).rejects.toEqual(errorWith('notFound'))
    expect(rig.desk.snapshot(page).tiles.map(({ id }) => id)).toEqual([rig.head])
  })

  it('who is made inactive meanwhile is signed out by the next call', () => {
    rig.parts.store.transaction((tx) => tx.run('update staff set active = 0 where id = ?', clerk))
    expect(rig.desk.admits('clerk', page)).toBe(false)
    rig.parts.store.transaction((tx) => tx.run('update staff set active = 1 where id = ?', clerk))
    expect(rig.desk.admits('clerk', page)).toBe(false)
    expect(actions(rig).at(-1)).toEqual(['staff.signedOut', 'inactive'])
  })

  it('a role taken away is gone at once', () => {
    rig.parts.store.transaction((tx) =>
      tx.run(`update staff set roles = '["technician"]' where id = ?`, clerk),
    )
    expect(rig.desk.admits('clerk', page)).toBe(false)
    expect(rig.desk.admits('technician', page)).toBe(true)
  })

  it('the head may do what a clerk may, and nothing of other roles', async () => {
    await rig.desk.signIn(page, { account: rig.head, pin: '314159' })
    const admitted = roles.filter((role) => rig.desk.admits(role, page))
    expect(admitted).toEqual(['clerk', 'head'])
    expect(rig.desk.showsClerk(page)).toBe(true)
  })

  it('somebody else at the same page ends the session before', async () => {
    await rig.desk.signIn(page, { account: rig.head, pin: '314159' })
    expect(rig.desk.snapshot(page).signedIn?.id).toBe(rig.head)
    expect(actions(rig).slice(-2)).toEqual([
      ['staff.signedOut', 'otherStaff'],
      ['staff.signedIn', 'staff'],
    ])
  })

  it('a page that closes while its PIN is checked gets no session', async () => {
    const other = rig.newId()
    const signing = signIn(other)
    rig.desk.pageClosed(other)
    await expect(signing).rejects.toEqual(errorWith('conflict'))
    expect(rig.desk.admits('clerk', other)).toBe(false)
  })

  it('a card on the reader while the PIN is checked leaves the console locked', async () => {
    const other = rig.newId()
    const signing = signIn(other)
    rig.desk.lockAll()
    await signing
    expect(rig.desk.admits('clerk', other)).toBe(false)
    expect(rig.desk.snapshot(other)).toMatchObject({ signedIn: null, locked: { id: clerk } })
  })
})

describe('a PIN that was changed', () => {
  it('puts out whoever came in with the one of before, on every page, and nobody else', async () => {
    const other = rig.newId()
    await signIn(other)
    const heads = rig.newId()
    await rig.desk.signIn(heads, { account: rig.head, pin: headPin })
    rig.desk.lock(other)
    rig.desk.pinChanged(clerk)
    expect([page, other].map((on) => rig.desk.snapshot(on))).toMatchObject([
      { signedIn: null, locked: null },
      { signedIn: null, locked: null },
    ])
    expect(() => rig.desk.author(page)).toThrow(errorWith('notAllowed'))
    expect(rig.desk.snapshot(heads).signedIn?.id).toBe(rig.head)
    expect(actions(rig).filter(([, by]) => by === 'pinChanged')).toHaveLength(2)
  })

  it('lets nobody in whose old PIN was being looked at meanwhile', async () => {
    const other = rig.newId()
    const coming = signIn(other)
    rig.desk.pinChanged(clerk)
    await expect(coming).rejects.toEqual(errorWith('conflict'))
    expect(rig.desk.snapshot(other).signedIn).toBeNull()
  })
})

describe('a console gives way', () => {
  it('to a resident’s card, on every page, and goes on after the PIN where it was', async () => {
    const event = rig.addEvent()
    const other = rig.newId()
    await signIn(other)
    rig.desk.watch(page, event.id)
    let news = 0
    rig.desk.changed.on(() => {
      news += 1
    })
    rig.desk.lockAll()
    expect(news).toBe(2)
    expect([page, other].map((on) => rig.desk.admits('clerk', on))).toEqual([false, false])
    expect(rig.desk.snapshot(page)).toMatchObject({ signedIn: null, locked: { id: clerk } })
    await signIn(page)
    expect(rig.desk.snapshot(page)).toMatchObject({ signedIn: { id: clerk }, locked: null })
    expect(rig.desk.watched(page)).toBe(event.id)
    expect(rig.desk.admits('clerk', other)).toBe(false)
  })

  it('after three minutes without a touch or a call', () => {
    rig.clock.advance(3 * minute - 1)
    expect(rig.desk.admits('clerk', page)).toBe(true)
    rig.clock.advance(3 * minute - 1)
    rig.desk.touch(page)
    rig.clock.advance(3 * minute - 1)
    expect(rig.desk.showsClerk(page)).toBe(true)
    rig.clock.advance(1)
    expect(rig.desk.showsClerk(page)).toBe(false)
    expect(rig.desk.snapshot(page).locked?.id).toBe(clerk)
    expect(actions(rig).at(-1)).toEqual(['staff.locked', 'idle'])
  })

  it('looking at the snapshot is no work: the console still locks', () => {
    rig.clock.advance(2 * minute)
    rig.desk.snapshot(page)
    rig.desk.showsClerk(page)
    rig.clock.advance(minute)
    expect(rig.desk.showsClerk(page)).toBe(false)
  })

  it('when its page closes, for good', () => {
    rig.desk.pageClosed(page)
    expect(rig.desk.snapshot(page)).toMatchObject({ signedIn: null, locked: null })
    expect(rig.desk.admits('clerk', page)).toBe(false)
    rig.clock.advance(3 * minute)
    expect(actions(rig).at(-1)).toEqual(['staff.signedOut', 'pageClosed'])
  })

  it('a touch opens no lock', () => {
    rig.desk.lock(page)
    rig.desk.touch(page)
    expect(rig.desk.admits('clerk', page)).toBe(false)
  })

  it('all of it stands in the chained audit, once each', async () => {
    rig.desk.lock(page)
    rig.desk.lock(page)
    rig.desk.lockAll()
    await signIn(page)
    rig.desk.lockAll()
    rig.desk.signOut(page)
    rig.desk.signOut(page)
    expect(actions(rig)).toEqual([
      ['staff.signedIn', 'staff'],
      ['staff.locked', 'staff'],
      ['staff.signedIn', 'staff'],
      ['staff.locked', 'card'],
      ['staff.signedOut', 'staff'],
    ])
    expect(rig.parts.store.read(brokenAuditEntry)).toBeNull()
  })
})
