import { beforeEach, describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../../electron/contract/calls.ts'
import { businessDateOf } from '../../../../electron/contract/values.ts'
import { nameOf, recordAnswer } from '../../../../electron/residents/store.ts'
import { noticeVersion } from '../../../../electron/station/parts.ts'
import { peopleAt } from '../../../support/desk-people.ts'
import { openDeskWithClerk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: Awaited<ReturnType<typeof openDeskWithClerk>>

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const { find, ids, open, add, describePerson } = peopleAt(() => rig)
const number = syntheticNumber('1945-03-07', 7)

const reveal = (resident: string): CallOutput<'people.reveal'> =>
  calls['people.reveal'].output.parse(rig.handlers['people.reveal']({ resident, why: 'fillForm' }, rig.page))

const correct = (resident: string, change: Partial<CallInput<'people.correct'>>): string => {
  const commandId = rig.newId()
  const input = { commandId, resident, name: null, birthYear: null, sex: null, ...change }
  void rig.handlers['people.correct']({ reason: 'misheard', ...input }, rig.page)
  return commandId
}

const counts = () => rig.handlers['people.counts']({}, rig.page)

const answer = (resident: string, given: 'yes' | 'no' | 'later', by: 'card' | 'staff'): void => {
  const at = rig.clock.now()
  rig.parts.store.transaction((tx) => {
    recordAnswer(tx, {
      ...{ resident, question: 'scoring', answer: given, by, at, noticeVersion },
      businessDate: businessDateOf(at),
    })
  })
}

describe('what stands beside a person', () => {
  it('is the masked number, hours, points and the answer; no points without a yes', () => {
    const resident = rig.person({ name: '单田芳', idNumber: number })
    const standing = () => find('stf').people[0]?.standing
    expect(standing()).toEqual({
      number: `1199**********${number.slice(-4)}`,
      served: 0,
      points: null,
      consent: 'never',
    })
    answer(resident, 'yes', 'card')
    expect(standing()).toMatchObject({ points: 0, consent: 'yes' })
    answer(resident, 'no', 'card')
    expect(standing()).toMatchObject({ points: null, consent: 'no' })
  })

  it('names the last answer, its day and who gave it', () => {
    const resident = rig.person()
    expect(open(resident).consents).toEqual({ scoring: null, sharing: null })
    answer(resident, 'yes', 'card')
    expect(open(resident).consents.scoring).toMatchObject({ answer: 'yes', by: 'card' })
    answer(resident, 'no', 'staff')
    expect(open(resident).consents).toEqual({
      scoring: { answer: 'no', on: businessDateOf(rig.clock.now()), by: 'staff' },
      sharing: null,
    })
  })

  it('somebody without a card has no number', () => {
    expect(open(add()).number).toBeNull()
  })
})

describe('how many people there are', () => {
  it('counts each person once, and volunteers by their numbers', () => {
    expect(counts()).toEqual({ people: 0, volunteers: 0 })
    const [provisional, resident] = [add(), rig.person()]
    rig.person()
    describePerson(provisional, { volunteerNo: 'V7' })
    describePerson(resident, { volunteerNo: '' })
    expect(counts()).toEqual({ people: 3, volunteers: 1 })
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident }, rig.page)
    expect(counts()).toEqual({ people: 2, volunteers: 1 })
  })
})

describe('looking at a name and number in full', () => {
  it('lasts half a minute and is in the audit each time, without what was seen', () => {
    const resident = rig.person({ name: '单田芳', idNumber: number })
    const before = rig.everything()
    const until = new Date(rig.clock.now() + 30_000).toISOString()
    expect(reveal(resident)).toEqual({ name: '单田芳', number, until })
    reveal(resident)
    const looks = rig.audit().filter(({ action }) => action === 'people.revealed')
    const one = { actor: rig.clerk, action: 'people.revealed', subject: resident }
    expect(looks).toEqual([
      { ...one, detail: { why: 'fillForm' } },
      { ...one, detail: { why: 'fillForm' } },
    ])
    expect(rig.everything()).toBe(before)
  })

  it('is the person with the card where an entry was joined, and nobody where there is none', () => {
    const [provisional, resident] = [add(), rig.person({ name: '单田芳', idNumber: number })]
    expect(reveal(provisional).number).toBeNull()
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident }, rig.page)
    expect(reveal(provisional)).toMatchObject({ name: '单田芳', number })
    expect(() => reveal(rig.newId())).toThrow(errorWith('notFound'))
  })
})

describe('putting right what was typed', () => {
  it('the name is found as it is now, and not as it was', () => {
    const resident = add({ name: 'WX', birthYear: 1945, sex: 'unknown' })
    correct(resident, { name: ' 单田芳 ', birthYear: 1954, sex: 'male' })
    expect(ids('stf')).toEqual([resident])
    expect(ids('wx')).toEqual([])
    expect(open(resident).person).toMatchObject({
      person: { name: '单*芳' },
      birthYear: 1954,
      sex: 'male',
      provisional: true,
    })
    expect(rig.audit().findLast(({ action }) => action === 'people.corrected')).toEqual({
      actor: rig.clerk,
      action: 'people.corrected',
      subject: resident,
      detail: { fields: 'name birthYear sex', reason: 'misheard' },
    })
  })

  it('what is left out stays', () => {
    const resident = add({ name: '王秀兰', birthYear: 1945, sex: 'female' })
    correct(resident, { birthYear: 1946 })
    const { store, cipher } = rig.parts
    expect(store.read((tx) => nameOf(tx, cipher, resident))).toBe('王秀兰')
    expect(open(resident).person).toMatchObject({ birthYear: 1946, sex: 'female' })
  })

  it('never what came from a card, a child, no name, or nobody', () => {
    const [provisional, resident] = [add(), rig.person()]
    const before = rig.everything()
    for (const change of [{ name: '王' }, { birthYear: 1950 }, { sex: 'male' }] as const)
      expect(() => correct(resident, change)).toThrow(errorWith('conflict'))
    for (const birthYear of [2013, 2026, 2100])
      expect(() => correct(provisional, { birthYear })).toThrow(errorWith('badInput'))
    for (const name of ['123', '=cmd', '王1', '*'])
      expect(() => correct(provisional, { name })).toThrow(errorWith('badInput'))
    expect(() => correct(rig.newId(), { birthYear: 1950 })).toThrow(errorWith('notFound'))
    expect(rig.everything()).toBe(before)
  })

  it('not the entry any more that was joined with a card', () => {
    const [provisional, resident] = [add(), rig.person()]
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident }, rig.page)
    expect(() => correct(provisional, { name: '王秀兰' })).toThrow(errorWith('conflict'))
  })

  it('the same command corrects once', () => {
    const resident = add({ birthYear: 1945 })
    const commandId = correct(resident, { birthYear: 1946 })
    correct(resident, { birthYear: 1947 })
    correct(resident, { birthYear: 1946, commandId })
    expect(open(resident).person.birthYear).toBe(1947)
  })
})
