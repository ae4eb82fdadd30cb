import { beforeEach, describe, expect, it } from 'vitest'
import { isStationError } from '../../../../electron/base/errors.ts'
import type { Role } from '../../../../electron/contract/staff.ts'
import { insertAlias } from '../../../../electron/residents/aliases.ts'
import { registerProvisional } from '../../../../electron/residents/store.ts'
import { openClaims, type ClaimsRig } from '../../../support/claims.ts'
import { testCipher } from '../../../support/test-store.ts'

interface Account {
  account: string
  pin: string
  page: string
  roles: Role[]
  /** Who it is: one person may have two accounts. */
  person: string
}

/**
 * Everybody with everybody: whoever asks, whoever says yes, and whoever gains must be three people, of the roles that
 * may. The oracle knows persons; the station knows accounts, entries of residents, and who stands for whom.
 */
const cast: { person: string; roles: Role[]; linkedBy: 'card' | 'provisional' | 'nothing' }[] = [
  { person: 'clerk', roles: ['clerk'], linkedBy: 'card' },
  { person: 'clerk and head', roles: ['clerk', 'head'], linkedBy: 'card' },
  { person: 'clerk', roles: ['head'], linkedBy: 'provisional' },
  { person: 'clerk of the council', roles: ['clerk', 'council'], linkedBy: 'provisional' },
  { person: 'head', roles: ['head'], linkedBy: 'card' },
  { person: 'technician', roles: ['technician', 'clerk'], linkedBy: 'nothing' },
  { person: 'council', roles: ['council'], linkedBy: 'nothing' },
]

let rig: ClaimsRig
let accounts: Account[]
let residents: Map<string, string>

const joined = (resident: string): string => {
  const alias = rig.newId()
  const at = rig.clock.now()
  rig.parts.store.transaction((tx) => {
    registerProvisional(tx, testCipher, { id: alias, name: 'WX', birthYear: 1945, sexCode: '1', at })
    insertAlias(tx, { alias, resident, author: rig.clerk, at })
  })
  return alias
}

/** What a call came to in one word. */
const outcome = async (work: Promise<{ kind: string; reason?: string }>): Promise<string> => {
  try {
    const result = await work
    return result.reason ?? result.kind
  } catch (error) {
    return isStationError(error) ? error.code : 'something else'
  }
}

beforeEach(async () => {
  rig = await openClaims()
  residents = new Map(
    [...new Set(cast.map(({ person }) => person)), 'somebody else'].map((p) => [p, rig.scored()]),
  )
  accounts = []
  for (const [index, { person, roles, linkedBy }] of cast.entries()) {
    const pin = String(503_817 + index * 1013)
    const own = residents.get(person) ?? ''
    const link = linkedBy === 'card' ? own : linkedBy === 'provisional' ? joined(own) : null
    const made = await rig.colleague(roles, { pin, ...(link === null ? {} : { resident: link }) })
    // Somebody who is not linked can only be told apart by the account.
    accounts.push({ ...made, roles, person: link === null ? `${person} (unknown)` : person })
  }
})

/** The head does whatever a clerk does. */
const mayWork = ({ roles }: Account): boolean => roles.includes('clerk') || roles.includes('head')
const mayApprove = ({ roles }: Account): boolean => roles.includes('head') || roles.includes('council')

const everyTriple = function* (): Generator<{
  author: Account
  approver: Account
  gains: string
  resident: string
}> {
  for (const author of accounts)
    for (const approver of accounts)
      for (const [gains, resident] of residents) yield { author, approver, gains, resident }
}

const areThree = (author: Account, approver: Account, gains: string): boolean =>
  new Set([author.person, approver.person, gains]).size === 3

describe('over all of author, approver and beneficiary, by raw calls', () => {
  // V15 has no cap: nothing but the people stands against it.
  it('a claim is filed and approved by exactly the lawful three', async () => {
    let [given, refusedOnes] = [0, 0]
    for (const { author, approver, gains, resident } of everyTriple()) {
      const filing = rig.file({ resident, rule: 'V15', documentNo: 'list' }, author.page)
      const filed = await filing.catch(() => null)
      const mayFile = mayWork(author) && author.person !== gains
      expect(filed?.kind === 'done').toBe(mayFile)
      if (filed?.kind !== 'done') continue
      const before = [rig.everything(), rig.balance(resident)]
      const { account, pin } = approver
      const came = await outcome(rig.approve(filed.claim, { approval: { account, pin } }, author.page))
      const isLawful = areThree(author, approver, gains) && mayApprove(approver)
      expect([author.person, approver.person, gains, came === 'done']).toEqual([
        author.person,
        approver.person,
        gains,
        isLawful,
      ])
      if (isLawful) given += 1
      else {
        refusedOnes += 1
        expect([rig.everything(), rig.balance(resident)]).toEqual(before)
      }
    }
    expect(given).toBeGreaterThan(40)
    expect(refusedOnes).toBeGreaterThan(40)
  })

  it('whose page the call comes from changes nothing about it', async () => {
    const claim = await rig.filed({
      resident: residents.get('somebody else') ?? '',
      rule: 'V15',
      documentNo: '1',
    })
    const clerks = accounts.filter(mayWork)
    for (const { page } of clerks) {
      const own = await outcome(rig.approve(claim, { approval: { account: rig.clerk, pin: '271828' } }, page))
      expect(own).toBe('sameAsAuthor')
    }
    for (const { page } of accounts.filter((account) => !mayWork(account))) {
      expect(await outcome(rig.approve(claim, {}, page))).toBe('notAllowed')
    }
  })

  it('the right person with somebody else’s PIN is nobody', async () => {
    const claim = await rig.filed({
      resident: residents.get('somebody else') ?? '',
      rule: 'V15',
      documentNo: '1',
    })
    const [, head, , , other] = accounts
    const approval = { account: head?.account ?? '', pin: other?.pin ?? '' }
    expect(await outcome(rig.approve(claim, { approval }))).toBe('wrongPin')
    expect((await rig.approve(claim)).kind).toBe('done')
  })

  it('an entry is taken back by exactly the lawful two, neither of whom gains and the second of whom did not make it', async () => {
    const [, maker] = accounts
    for (const { author, approver, gains, resident } of everyTriple()) {
      if (maker === undefined || maker.person === gains || gains === 'somebody else') continue
      const claim = await rig.filed({ resident, rule: 'V15', documentNo: 'list' })
      await rig.approve(claim, { approval: maker })
      const entry = rig.lastEntry()
      const before = rig.everything()
      const came = await outcome(rig.reverse(entry, approver, author.page))
      const isLawful =
        mayWork(author) && areThree(author, approver, gains) && mayApprove(approver) && approver !== maker
      expect([author.person, approver.person, gains, came === 'done']).toEqual([
        author.person,
        approver.person,
        gains,
        isLawful,
      ])
      if (!isLawful) expect(rig.everything()).toBe(before)
    }
  })
})
