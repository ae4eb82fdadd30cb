import { describe, expect, test } from 'vitest'
import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import { needsAnswer } from '../../../renderer/flow/times.ts'
import { atHome, checkedIn, event, mayLeave, otherEvent, outcomes, person } from '../../support/flow-page.ts'

const named = Object.values(outcomes).filter((outcome) => 'person' in outcome)
const nameless = Object.values(outcomes).filter((outcome) => !('person' in outcome))
const notMe = { kind: 'act', act: 'notMe' } as const
const leave = { kind: 'act', act: 'leaveEarly' } as const
const choose = { kind: 'act', act: 'choose', event: otherEvent.id } as const

describe('a name that is not mine', () => {
  test.each(named)('is hidden at once on $kind, and the core hears of that tap', (outcome) => {
    const page = atHome().tap(4, outcome).pass(300)
    page.effects = []
    page.send(notMe)
    expect(page.flow.shown).toMatchObject({ name: 'result', act: { kind: 'notMe', state: 'busy' } })
    expect(page.route).toBe('result')
    expect(page.effects).toMatchObject([{ kind: 'act', act: 'notMe', seq: 4, event: null }])
  })

  test.each(nameless)('cannot be said on $kind', (outcome) => {
    const page = atHome().tap(4, outcome).pass(300).send(notMe)
    expect(page.kinds).not.toContain('act')
  })

  test('stays hidden until the core has taken it back, however long that takes', () => {
    const page = atHome().tap(4).pass(5_900).send(notMe).pass(9_000)
    expect(page.flow.shown).toMatchObject({ act: { kind: 'notMe' } })
    page.send({ kind: 'acted', asked: 1, taken: true }).tap(5, outcomes.disputed)
    expect(page.flow.shown).toMatchObject({ tap: { seq: 5, outcome: { kind: 'disputed' } } })
    expect(page.pass(29_999).route).toBe('result')
    expect(page.pass(1).route).toBe('home')
  })

  test('stays hidden when the core does not take it back, and that is said for ten seconds', () => {
    const page = atHome().tap(4).pass(300).send(notMe).send({ kind: 'acted', asked: 1, taken: false })
    expect(page.flow.shown).toMatchObject({ act: { kind: 'notMe', state: 'failed' } })
    expect(page.sounds.at(-1)).toBe('trouble')
    expect(page.pass(9_999).route).toBe('result')
    expect(page.pass(1).route).toBe('home')
  })

  test('does not hold the page for ever when nothing follows', () => {
    const page = atHome().tap(4).pass(300).send(notMe).send({ kind: 'acted', asked: 1, taken: true })
    expect(page.pass(6_000).route).toBe('home')
  })

  test('is not said twice, and nothing else can be asked for that person', () => {
    const page = atHome().tap(4, mayLeave).pass(300).send(notMe).pass(300).send(notMe).send(leave)
    expect(page.effects).toHaveLength(1)
  })

  test('is asked no question afterwards', () => {
    const page = atHome().tap(4, checkedIn('scoring')).pass(300).send(notMe)
    page.send({ kind: 'acted', asked: 1, taken: false })
    expect(page.pass(10_000).route).toBe('home')
  })

  test.each([
    [119_999, 1],
    [120_000, 0],
  ])('can be said %i ms after the tap: %i', (ms, times) => {
    const page = atHome().tap(4).crowd(4).send({ kind: 'press', key: 'help' })
    for (let at = 0; at < ms; at += 30_000) {
      page
        .pass(Math.min(30_000, ms - at))
        .send({ kind: 'fingerDown' })
        .send({ kind: 'fingerUp' })
    }
    expect(page.send(notMe).kinds.filter((kind) => kind === 'act')).toHaveLength(times)
  })

  test('pressed within 300 ms of a new result belonged to the one before', () => {
    expect(atHome().tap(4).pass(299).send(notMe).effects).toEqual([])
  })

  test('the next card takes the page at once', () => {
    const page = atHome().tap(4).pass(300).send(notMe).tap(5)
    expect(page.flow.shown).toMatchObject({ tap: { seq: 5 }, act: null })
    page.send({ kind: 'acted', asked: 1, taken: false })
    expect(page.flow.shown).toMatchObject({ tap: { seq: 5 }, act: null })
  })
})

describe('leaving before the end', () => {
  test('has twenty seconds for the choice, and is done on purpose only', () => {
    const page = atHome().tap(4, mayLeave)
    expect(needsAnswer(page.flow)).toBe(true)
    expect(page.pass(19_999).route).toBe('result')
    expect(page.pass(1).route).toBe('home')
    expect(page.kinds).toEqual(['endSession'])
  })

  test('is asked of the core, and what came of it is the next tap', () => {
    const page = atHome().tap(4, mayLeave).pass(300).send(leave)
    expect(page.effects).toMatchObject([{ kind: 'act', act: 'leaveEarly', seq: 4 }])
    page.tap(5, outcomes.checkedOut)
    expect(page.flow.shown).toMatchObject({ tap: { outcome: { kind: 'checkedOut' } }, act: null })
  })

  test('can be asked again only after it failed', () => {
    const page = atHome().tap(4, mayLeave).pass(300).send(leave).send(leave)
    expect(page.effects).toHaveLength(1)
    page.send({ kind: 'acted', asked: 1, taken: false }).send(leave)
    expect(page.effects).toHaveLength(2)
  })

  test('is not offered where no sign-out is asked for', () => {
    expect(atHome().tap(4, outcomes.alreadyCheckedIn).pass(300).send(leave).effects).toEqual([])
  })

  test('a question to the person waits until the choice is made', () => {
    const asked: TapOutcome = { ...mayLeave, ask: 'scoring' } as TapOutcome
    const page = atHome().tap(4, asked)
    expect(page.pass(19_000).route).toBe('result')
    expect(page.send({ kind: 'press', key: 'ok' }).route).toBe('consent')
  })
})

describe('several events', () => {
  const asked = atHome().tap(4, outcomes.chooseEvent).pass(300)
  const question = () => Object.assign(atHome(), { flow: asked.flow, now: asked.now })

  test('one touch chooses, and the page waits for what comes of it', () => {
    const page = question().send(choose)
    expect(page.effects).toMatchObject([{ kind: 'act', act: 'choose', seq: 4, event: otherEvent.id }])
    expect(page.pass(9_000).route).toBe('choose')
    page.send({ kind: 'acted', asked: 1, taken: true }).tap(5)
    expect(page.flow.shown).toMatchObject({ tap: { seq: 5 } })
  })

  test('an event that is not among them cannot be chosen', () => {
    expect(question().send({ ...choose, event: person.name }).effects).toEqual([])
  })

  test('a second touch on another one sends nothing until the first has failed', () => {
    const page = question()
      .send(choose)
      .send({ ...choose, event: event.id })
    expect(page.effects).toHaveLength(1)
    page.send({ kind: 'acted', asked: 1, taken: false }).send({ ...choose, event: event.id })
    expect(page.effects).toHaveLength(2)
  })

  test('never closes under a finger, and a touch gives another minute', () => {
    const page = question().pass(59_000).send({ kind: 'fingerDown' })
    expect(page.pass(59_000).route).toBe('choose')
    page.send({ kind: 'fingerUp' })
    expect(page.pass(59_999).route).toBe('choose')
    expect(page.pass(1).route).toBe('home')
    expect(page.kinds).toEqual(['endSession'])
  })

  test('another card takes the place of the question', () => {
    expect(question().tap(5, outcomes.refused).route).toBe('result')
  })

  test('a wrong name can be said while the choice is under way', () => {
    const page = question().send(choose).send(notMe)
    expect(page.effects).toMatchObject([{ act: 'choose' }, { act: 'notMe', seq: 4 }])
    expect(page.route).toBe('result')
  })
})

describe('the sentence under a question', () => {
  const leadAfter = (outcome: TapOutcome, askMissed = false): unknown => {
    const page = atHome().tap(1, outcome)
    page.send({ kind: 'session', session: { person, ask: 'scoring', askMissed } }).pass(3_000)
    return page.flow.shown.name === 'consent' ? page.flow.shown.lead : null
  }

  test('fits what happened just before it', () => {
    expect(leadAfter(checkedIn('scoring'))).toBe('checkedIn')
    expect(leadAfter({ ...outcomes.checkedOut, ask: 'scoring' } as TapOutcome)).toBe('checkedOut')
    expect(leadAfter({ ...outcomes.nothingOn, ask: 'scoring' } as TapOutcome)).toBe('none')
    expect(leadAfter(checkedIn('scoring'), true)).toBe('missed')
  })
})
