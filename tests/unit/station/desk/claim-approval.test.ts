import { beforeEach, describe, expect, it } from 'vitest'
import type { CreditRefusal } from '../../../../electron/contract/credit.ts'
import { createNotices, type Notices } from '../../../../electron/station/desk/claim-notice.ts'
import { openClaims, refusedFor, type ClaimsRig } from '../../../support/claims.ts'
import { headPin } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: ClaimsRig

beforeEach(async () => {
  rig = await openClaims()
})

describe('the second person’s yes', () => {
  it('gives the points, tells the centre, and says who answers for them', async () => {
    const resident = rig.scored()
    const on = '2026-11-20'
    const claim = await rig.filed({ resident, on })
    const written = rig.written()
    expect(await rig.approve(claim)).toEqual({ kind: 'done', claim, state: 'posted', noticeUntil: null })
    expect(rig.balance(resident)).toBe(200)
    expect(rig.written()).toBe(written + 1)
    expect(rig.records()).toMatchObject([
      {
        type: 'cn.wmsj.credit.entry.v1',
        data: {
          resident,
          amount: 200,
          ruleId: 'D06',
          ruleRev: 1,
          basis: [claim],
          businessDate: on,
          businessKey: `${resident}|claim:${claim}|D06`,
          author: rig.clerk,
          approvedBy: rig.head,
        },
      },
    ])
    expect(rig.list('done')).toMatchObject([{ id: claim, state: 'posted', mayDecide: false }])
    expect(rig.audit().find(({ action }) => action === 'claims.approved')).toMatchObject({
      actor: rig.head,
      subject: claim,
      detail: { author: rig.clerk, resident, amount: 200 },
    })
  })

  it('sent again, the same command gives them once', async () => {
    const resident = rig.scored()
    const claim = await rig.filed({ resident })
    const commandId = rig.newId()
    const first = await rig.approve(claim, { commandId })
    expect(await rig.approve(claim, { commandId })).toEqual(first)
    expect([rig.balance(resident), rig.count('credit_entry'), rig.records().length]).toEqual([200, 1, 1])
  })

  it('takes the approver’s own PIN, and a wrong one is a guess', async () => {
    const claim = await rig.filed()
    const before = rig.everything()
    const approval = { account: rig.head, pin: '999998' }
    expect(await rig.approve(claim, { approval })).toEqual({ kind: 'wrongPin', triesLeft: 4, waitMs: 0 })
    expect(rig.everything()).toBe(before)
    for (let guess = 0; guess < 4; guess += 1) await rig.approve(claim, { approval })
    expect(await rig.approve(claim)).toMatchObject({ kind: 'locked' })
    expect(rig.everything()).toBe(before)
  })

  it('comes days after the first person’s, who need not stand there again', async () => {
    const claim = await rig.filed()
    const other = await rig.colleague(['clerk'])
    rig.clock.advance(2 * 60_000 + 30_000)
    expect((await rig.approve(claim, {}, other.page)).kind).toBe('done')
  })

  it('case 65: an approval that fails tells the approver why, before a PIN is used up, and keeps a note', async () => {
    const resident = rig.scored()
    const claim = await rig.filed({ resident })
    rig.withdraw(resident)
    const before = rig.everything()
    const guesses = rig.audit().filter(({ action }) => action.startsWith('staff.pin')).length
    expect(await rig.approve(claim)).toEqual(refusedFor('noConsent'))
    expect(rig.everything()).toBe(before)
    expect(rig.audit().filter(({ action }) => action.startsWith('staff.pin'))).toHaveLength(guesses)
    expect(rig.audit().at(-1)).toMatchObject({
      action: 'claims.approveRefused',
      subject: claim,
      detail: { why: 'noConsent', approver: rig.head },
    })
    expect(rig.list('waiting')).toMatchObject([{ id: claim, state: 'waiting' }])
  })

  it.each<[string, CreditRefusal, Parameters<ClaimsRig['filed']>[0]]>([
    ['the same document', 'alreadyGiven', { rule: 'D03', documentNo: 'X' }],
    ['what is given once in a life', 'alreadyGiven', { rule: 'F04', documentNo: 'X' }],
    ['the cap of the year', 'capReached', { rule: 'E03', documentNo: 'X' }],
  ])('two claims that both fit are not both given: %s', async (_, reason, change) => {
    const resident = rig.scored()
    const claims = [await rig.filed({ ...change, resident }), await rig.filed({ ...change, resident })]
    const [first = '', second = ''] = claims
    expect((await rig.approve(first)).kind).toBe('done')
    const before = rig.everything()
    expect(await rig.approve(second)).toEqual(refusedFor(reason))
    expect(rig.everything()).toBe(before)
  })

  it('gives the whole amount that was vouched for, or nothing', async () => {
    const resident = rig.scored()
    const donation = { resident, rule: 'D04', amount: '300' }
    const claims = [
      await rig.filed({ ...donation, documentNo: '1' }),
      await rig.filed({ ...donation, documentNo: '2' }),
    ]
    await rig.approve(claims[0] ?? '')
    expect(await rig.approve(claims[1] ?? '')).toEqual(refusedFor('capReached'))
    expect(rig.balance(resident)).toBe(300)
  })

  it('goes by the rule as it was when the claim was filed, unless it was switched off', async () => {
    const resident = rig.scored()
    const claim = await rig.filed({ resident })
    rig.change('D06', { award: { kind: 'perEvent', amount: 900 } })
    await rig.approve(claim)
    expect(rig.balance(resident)).toBe(200)
    const other = await rig.filed({ rule: 'N02' })
    rig.change('N02', { enabled: false })
    expect(await rig.approve(other)).toEqual(refusedFor('disabled'))
  })

  it('who filed it and turned out to be the one who gains has filed in vain', async () => {
    const resident = rig.scored()
    const claim = await rig.filed({ resident })
    rig.parts.store.transaction((tx) =>
      tx.run('update staff set resident = ? where id = ?', resident, rig.clerk),
    )
    const before = rig.everything()
    expect(await rig.approve(claim)).toEqual(refusedFor('isBeneficiary'))
    expect(rig.everything()).toBe(before)
  })

  it('finds nothing under an unknown id', async () => {
    await expect(rig.approve(rig.newId())).rejects.toThrow(errorWith('notFound'))
  })
})

describe('a council', () => {
  let notices: Notices
  let told: number
  let seated: string[]

  beforeEach(async () => {
    told = 0
    notices = createNotices(rig.parts, () => {
      told += 1
    })
    const members = [
      await rig.colleague(['council'], { pin: headPin }),
      await rig.colleague(['council']),
      await rig.colleague(['head']),
    ]
    seated = members.map(({ account }) => account)
  })

  /** H01 takes the council and five days of notice. */
  const decided = async (resident = rig.scored()): Promise<string> => {
    const claim = await rig.filed({ resident, rule: 'H01' })
    const result = await decide(claim)
    expect(result).toMatchObject({ kind: 'done', state: 'noticed', noticeUntil: '2026-11-29' })
    return claim
  }
  const decide = (claim: string, participants = seated): ReturnType<ClaimsRig['approve']> =>
    rig.approve(claim, { approval: { account: seated[0] ?? '', pin: headPin }, participants })

  it('decides with those who sat in it, and nothing is given before the notice is over', async () => {
    const resident = rig.scored()
    const claim = await decided(resident)
    expect(rig.open(claim)).toMatchObject({ approval: 'council', noticeDays: 5, noticeUntil: '2026-11-29' })
    expect(rig.open(claim).participants).toHaveLength(3)
    for (const day of ['2026-11-24', '2026-11-29']) {
      rig.goTo(day)
      notices.check()
      expect([rig.balance(resident), rig.records().length, told]).toEqual([0, 0, 0])
    }
    rig.goTo('2026-11-30')
    notices.check()
    expect([rig.balance(resident), told]).toEqual([300, 1])
    expect(rig.records()).toMatchObject([
      { data: { basis: [claim], author: rig.clerk, approvedBy: seated[0], businessDate: '2026-11-24' } },
    ])
    expect(rig.list('done')).toMatchObject([{ id: claim, state: 'posted', because: null }])
    expect(rig.open(claim).participants).toHaveLength(3)
    expect(rig.audit().find(({ action }) => action === 'claims.posted')).toMatchObject({
      actor: 'station',
      subject: claim,
    })
  })

  it('is posted once, however often the station looks, and after a restart', async () => {
    const resident = rig.scored()
    await decided(resident)
    rig.goTo('2026-12-24')
    notices.check()
    notices.check()
    createNotices(rig.parts, () => undefined).check()
    expect([rig.balance(resident), rig.count('credit_entry')]).toEqual([300, 1])
  })

  it('case 65: only what is past is posted; a later one waits for its own day', async () => {
    const [early, late] = [rig.scored(), rig.scored()]
    await decided(early)
    rig.goTo('2026-11-26')
    const claim = await rig.filed({ resident: late, rule: 'H01' })
    await decide(claim)
    rig.goTo('2026-11-30')
    notices.check()
    expect([early, late].map(rig.balance)).toEqual([300, 0])
    rig.goTo('2026-12-02')
    notices.check()
    expect([early, late].map(rig.balance)).toEqual([300, 300])
  })

  it('consent withdrawn meanwhile: nothing is given, and the list says why', async () => {
    const resident = rig.scored()
    const claim = await decided(resident)
    rig.withdraw(resident)
    rig.goTo('2026-11-30')
    notices.check()
    expect(rig.balance(resident)).toBe(0)
    expect(rig.list('done')).toMatchObject([{ id: claim, state: 'failed', because: 'noConsent' }])
    rig.agree(resident)
    createNotices(rig.parts, () => undefined).check()
    expect(rig.balance(resident)).toBe(0)
    expect(rig.audit().find(({ action }) => action === 'claims.failed')).toMatchObject({
      actor: 'station',
      subject: claim,
      detail: { reason: 'noConsent' },
    })
  })

  it('the cap reached meanwhile: nothing is given, and the list says why', async () => {
    const resident = rig.scored()
    const claims = [await decided(resident), await decided(resident)]
    rig.goTo('2026-11-30')
    notices.check()
    expect(rig.balance(resident)).toBe(300)
    expect(rig.list('done')).toMatchObject([
      { id: claims[1], state: 'failed', because: 'capReached' },
      { id: claims[0], state: 'posted' },
    ])
  })

  it('can be stopped while the notice runs, and not after', async () => {
    const resident = rig.scored()
    const [stopped, given] = [await decided(resident), await decided()]
    expect((await rig.giveBack(stopped)).kind).toBe('done')
    rig.goTo('2026-11-30')
    notices.check()
    expect(rig.balance(resident)).toBe(0)
    expect(rig.list('returned')).toMatchObject([{ id: stopped }])
    expect(await rig.giveBack(given)).toEqual(refusedFor('decided'))
  })

  it('a look that fails leaves everything for the next one', async () => {
    const resident = rig.scored()
    await decided(resident)
    rig.goTo('2026-11-30')
    const { parts } = rig
    const catalogue = parts.catalogue()
    parts.catalogue = () => {
      throw new Error('not readable')
    }
    expect(() => {
      notices.check()
    }).toThrow('not readable')
    parts.catalogue = () => catalogue
    notices.check()
    expect(rig.balance(resident)).toBe(300)
  })

  describe('is none', () => {
    let resident: string
    let claim: string
    beforeEach(async () => {
      resident = rig.scored()
      claim = await rig.filed({ resident, rule: 'H01' })
    })
    const cannot = async (participants: string[], reason: CreditRefusal): Promise<void> => {
      const before = rig.everything()
      expect(await decide(claim, participants)).toEqual(refusedFor(reason))
      expect(rig.everything()).toBe(before)
    }

    it('of fewer than three different people', async () => {
      const [one = '', two = ''] = seated
      await cannot([one, two], 'tooFewParticipants')
      await cannot([one, two, two, one], 'tooFewParticipants')
    })

    it('without the one who signs for it', async () => {
      const more = await rig.colleague(['council'])
      await cannot([...seated.slice(1), more.account], 'tooFewParticipants')
    })

    it('with the author, the one who gains, somebody of another role, or nobody', async () => {
      const gains = await rig.colleague(['council'], { resident })
      const clerk = await rig.colleague(['clerk', 'technician'])
      await cannot([...seated, rig.clerk], 'sameAsAuthor')
      await cannot([...seated, gains.account], 'isBeneficiary')
      await cannot([...seated, clerk.account], 'lacksRole')
      await cannot([...seated, rig.newId()], 'lacksRole')
    })

    it('signed for by a head who is not of the council', async () => {
      const before = rig.everything()
      const participants = [...seated, rig.head]
      const approval = { account: rig.head, pin: headPin }
      expect(await rig.approve(claim, { approval, participants })).toEqual(refusedFor('lacksRole'))
      expect(rig.everything()).toBe(before)
    })
  })
})
