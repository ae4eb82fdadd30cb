import { describe, expect, test } from 'vitest'
import type { TapOutcomeKind } from '../../../electron/contract/outcomes.ts'
import { defaultPreferences } from '../../../renderer/flow-state.ts'
import { standsMs } from '../../../renderer/flow/times.ts'
import {
  atHome,
  checkedIn,
  FlowPage as Page,
  live,
  outcomes,
  person,
  tapId,
} from '../../support/flow-page.ts'

/** The question after a first check-in, its touches already meant for it. */
const atQuestion = (): Page => {
  const page = atHome().tap(1, checkedIn('scoring'))
  page.send({ kind: 'session', session: { person, ask: 'scoring', askMissed: false } })
  return page.pass(6_000).pass(300)
}

describe('results', () => {
  const personal: TapOutcomeKind[] = Object.values(outcomes).flatMap((outcome) =>
    'person' in outcome ? [outcome.kind] : [],
  )
  const short: TapOutcomeKind[] = [
    'checkedIn',
    'alreadyCheckedIn',
    'checkedOut',
    'alreadyOut',
    'nothingOn',
    'minor',
  ]
  const long: Partial<Record<TapOutcomeKind, number>> = { chooseEvent: 60_000, disputed: 30_000 }

  test.each(Object.keys(outcomes).filter((kind) => kind !== 'checking') as TapOutcomeKind[])(
    '%s stands its time, goes home, and ends the session where it named a person',
    (kind) => {
      const page = atHome().tap(1, outcomes[kind])
      const ms = standsMs[kind] ?? 0
      expect(ms).toBe(long[kind] ?? (short.includes(kind) ? 6_000 : 10_000))
      expect(page.pass(ms - 1).route).toBe(kind === 'chooseEvent' ? 'choose' : 'result')
      expect(page.pass(1).route).toBe('home')
      expect(page.kinds).toEqual(personal.includes(kind) ? ['endSession'] : [])
    },
  )

  test('the same tap is not shown again, a new one is', () => {
    const page = atHome().tap(1).pass(6_000)
    expect(page.tap(1).route).toBe('home')
    expect(page.tap(2).route).toBe('result')
  })

  test('a station that began anew counts from one again', () => {
    expect(atHome().tap(40).pass(6_000).tap(1).route).toBe('result')
  })

  test.each([
    [9_999, 'result'],
    [10_000, 'home'],
  ])('a page that has just loaded shows a tap of %i ms ago as %s', (ageMs, route) => {
    const page = new Page().send({ kind: 'up' }).send({ kind: 'home', home: live })
    expect(page.tap(7, checkedIn(), ageMs).route).toBe(route)
    expect(page.pass(10_000).tap(7, checkedIn(), ageMs).route).toBe('home')
  })

  test('a tap made while the connection was down is shown when it is back, however late', () => {
    const page = atHome().tap(1).pass(6_000).send({ kind: 'lost' }).pass(30_000)
    page.send({ kind: 'up' })
    expect(page.tap(2, checkedIn(), 25_000).route).toBe('result')
  })

  test('a new tap replaces the result and starts its own time', () => {
    const page = atHome().tap(1).pass(5_000).tap(2)
    expect(page.pass(5_999).route).toBe('result')
    expect(page.pass(1).route).toBe('home')
  })

  test('a finger on the screen stops the time, and leaves a moment after it', () => {
    const page = atHome().tap(1).pass(5_900).send({ kind: 'fingerDown' })
    expect(page.pass(20_000).route).toBe('result')
    page.send({ kind: 'fingerUp' })
    expect(page.pass(1_499).route).toBe('result')
    expect(page.pass(1).route).toBe('home')
  })

  test('the help sheet stops the time too, but a forgotten one does not keep a name on the screen', () => {
    const page = atHome().tap(1).pass(1_000).send({ kind: 'press', key: 'help' })
    expect(page.pass(59_000).route).toBe('result')
    expect(page.pass(8_000).route).toBe('home')
    expect(page.flow.sheet).toBeNull()
  })

  test.each(['ok', 'home', 'back'] as const)('%s closes a result at once', (key) => {
    const page = atHome().tap(1).pass(300).send({ kind: 'press', key })
    expect(page.route).toBe('home')
    expect(page.kinds).toEqual(['endSession'])
  })

  test('a touch within 300 ms of a change of screen belonged to the screen before', () => {
    const page = atHome().tap(1).pass(299).send({ kind: 'press', key: 'ok' })
    expect(page.route).toBe('result')
    expect(page.pass(1).send({ kind: 'press', key: 'ok' }).route).toBe('home')
  })
})

describe('a tap that is still being looked up', () => {
  test('stays until it is settled, asking again each second', () => {
    const page = atHome().tap(1, outcomes.checking)
    expect(page.effects).toEqual([{ kind: 'settle', tapId }])
    page.send({ kind: 'settled', tapId, outcome: null }).pass(999)
    expect(page.effects).toHaveLength(1)
    page.pass(1)
    expect(page.effects).toHaveLength(2)
    page.send({ kind: 'settled', tapId, outcome: outcomes.checking }).pass(60_000)
    expect(page.route).toBe('result')
    page.send({ kind: 'settled', tapId, outcome: checkedIn() })
    expect(page.flow.shown).toMatchObject({ name: 'result', tap: { seq: 1, outcome: { kind: 'checkedIn' } } })
    expect(page.pass(6_000).route).toBe('home')
  })

  test('is asked for again after the station came back', () => {
    const page = atHome().tap(1, outcomes.checking).send({ kind: 'lost' }).pass(1_000)
    page.effects = []
    expect(page.send({ kind: 'up' }).effects).toEqual([{ kind: 'settle', tapId }])
  })

  test('waits for the connection before it is asked for', () => {
    const page = atHome().send({ kind: 'lost' }).tap(1, outcomes.checking)
    expect(page.effects).toEqual([])
    expect(page.send({ kind: 'up' }).effects).toEqual([{ kind: 'settle', tapId }])
  })

  test('an answer about an older tap changes nothing', () => {
    const page = atHome().tap(1, outcomes.checking).tap(2)
    page.send({ kind: 'settled', tapId, outcome: outcomes.notRecorded })
    expect(page.flow.shown).toMatchObject({ tap: { seq: 2 } })
  })

  test('a push that already knows the outcome settles it', () => {
    const page = atHome().tap(1, outcomes.checking).tap(1, checkedIn())
    expect(page.flow.shown).toMatchObject({ tap: { outcome: { kind: 'checkedIn' } } })
  })
})

describe('consent', () => {
  const answered = (page: Page, answer: 'yes' | 'no' | 'later', ask: 'sharing' | null = null): Page => {
    const added = answer === 'yes' ? 50 : 0
    page.send({ kind: 'answer', answer })
    const asked = page.flow.shown.name === 'consent' ? (page.flow.shown.asked ?? 0) : 0
    const points = { added, balance: 50 }
    return page.send({ kind: 'answered', asked, answer, reply: { ask, points } })
  }

  test('opens three seconds after the result at the latest', () => {
    const page = atHome().tap(1, checkedIn('scoring'))
    expect(page.pass(2_999).route).toBe('result')
    page.pass(1)
    expect(page.route).toBe('consent')
    expect(page.flow.shown).toMatchObject({ question: 'scoring', lead: 'checkedIn' })
    expect(page.effects).toEqual([])
  })

  test('opens when the person closes the result early', () => {
    const page = atHome().tap(1, checkedIn('scoring')).pass(300).send({ kind: 'press', key: 'ok' })
    expect(page.route).toBe('consent')
  })

  test('does not open when the core holds the person no more', () => {
    const page = atHome().tap(1, checkedIn('scoring'))
    page.send({ kind: 'session', session: { person, ask: 'scoring', askMissed: false } })
    page.send({ kind: 'session', session: { person: null, ask: null, askMissed: false } })
    expect(page.pass(6_000).route).toBe('home')
  })

  test('sharing follows only what the core asks next, and the points stay in sight', () => {
    const page = answered(atQuestion(), 'yes', 'sharing')
    expect(page.flow.shown).toMatchObject({ name: 'consent', question: 'sharing', points: { added: 50 } })
    answered(page.pass(300), 'no')
    expect(page.flow.shown).toMatchObject({ name: 'thanks', points: { added: 50, balance: 50 } })
    expect(page.pass(5_000).route).toBe('home')
    expect(page.kinds).toEqual(['answer', 'answer', 'endSession'])
  })

  test.each(['no', 'later'] as const)('"%s" to the first question goes home and asks no other', (answer) => {
    const page = answered(atQuestion(), answer)
    expect(page.route).toBe('home')
    expect(page.effects).toEqual([
      { kind: 'answer', asked: 1, question: 'scoring', answer },
      { kind: 'endSession' },
    ])
  })

  test('60 s without a touch count as "later"', () => {
    const page = atQuestion().pass(50_000).send({ kind: 'fingerDown' }).send({ kind: 'fingerUp' })
    expect(page.pass(59_999).route).toBe('consent')
    expect(page.pass(1).route).toBe('home')
    expect(page.effects).toMatchObject([{ kind: 'answer', answer: 'later' }, { kind: 'endSession' }])
  })

  test.each(['home', 'back'] as const)('%s counts as "later"', (key) => {
    const page = atQuestion().send({ kind: 'press', key })
    expect(page.route).toBe('home')
    expect(page.effects).toMatchObject([{ kind: 'answer', answer: 'later' }, { kind: 'endSession' }])
  })

  test('another card shows its own result, and a late answer to the first changes nothing', () => {
    const page = atQuestion().send({ kind: 'answer', answer: 'yes' }).tap(2)
    page.send({ kind: 'answered', asked: 1, answer: 'yes', reply: { ask: 'sharing', points: null } })
    expect(page.flow.shown).toMatchObject({ name: 'result', tap: { seq: 2 } })
  })

  test('a second press while the first is under way sends nothing', () => {
    const page = atQuestion().send({ kind: 'answer', answer: 'yes' }).send({ kind: 'answer', answer: 'no' })
    expect(page.effects).toMatchObject([{ answer: 'yes' }])
  })

  test('an answer within 300 ms of the question was meant for the result', () => {
    const page = atHome().tap(1, checkedIn('scoring')).pass(3_000).send({ kind: 'answer', answer: 'yes' })
    expect(page.effects).toEqual([])
  })

  test('an answer that was not taken may be given again', () => {
    const page = atQuestion().send({ kind: 'answer', answer: 'yes' })
    page.send({ kind: 'answered', asked: 1, answer: 'yes', reply: 'failed' })
    expect(page.flow.shown).toMatchObject({ failed: true, asked: null })
    expect(page.send({ kind: 'answer', answer: 'yes' }).effects).toHaveLength(2)
  })

  test('an ended session takes the question away', () => {
    const page = atQuestion().send({
      kind: 'session',
      session: { person: null, ask: null, askMissed: false },
    })
    expect(page.route).toBe('home')
    const other = atQuestion().send({ kind: 'answer', answer: 'yes' })
    expect(other.send({ kind: 'answered', asked: 1, answer: 'yes', reply: null }).route).toBe('home')
  })
})

describe('connection', () => {
  test('lost for more than 2 s shows the safe page, and back shows home', () => {
    const page = atHome().send({ kind: 'lost' })
    expect(page.pass(1_999).route).toBe('home')
    expect(page.pass(1).route).toBe('safe')
    expect(page.send({ kind: 'up' }).route).toBe('home')
  })

  test('a blip is not seen', () => {
    const page = atHome().send({ kind: 'lost' }).pass(1_500).send({ kind: 'up' }).pass(10_000)
    expect(page.route).toBe('home')
  })

  test('a core that never answers shows the safe page', () => {
    expect(new Page().pass(2_000).route).toBe('safe')
  })

  test('a station that is not set up says so', () => {
    const page = atHome().send({ kind: 'home', home: { ...live, mode: 'setup' } })
    expect(page.route).toBe('setup')
  })
})

describe('what a person has set', () => {
  test('goes back after 60 s without a touch at home, and not before', () => {
    const page = atHome().pass(300).send({ kind: 'press', key: 'contrast' })
    page
      .send({ kind: 'press', key: 'lower' })
      .send({ kind: 'setText', text: 'largest' })
      .send({ kind: 'setLanguage', language: 'en' })
    page.send({ kind: 'fingerDown' }).send({ kind: 'fingerUp' }).pass(59_999)
    expect(page.flow.preferences).toMatchObject({
      text: 'largest',
      contrast: true,
      lowered: true,
      language: 'en',
    })
    page.pass(1)
    expect(page.flow.preferences).toEqual(defaultPreferences)
  })

  test.each([
    { kind: 'setText', text: 'large' },
    { kind: 'setLanguage', language: 'en' },
    { kind: 'press', key: 'contrast' },
  ] as const)('each alone is taken back', (set) => {
    const page = atHome().pass(300).send(set)
    expect(page.flow.preferences).not.toEqual(defaultPreferences)
    expect(page.pass(60_000).flow.preferences).toEqual(defaultPreferences)
  })

  test('stays while a result stands', () => {
    const page = atHome().send({ kind: 'press', key: 'contrast' }).pass(58_000).tap(1).pass(5_000)
    expect(page.flow.preferences.contrast).toBe(true)
  })

  test('the sizes close by a second press', () => {
    const page = atHome().send({ kind: 'press', key: 'textSize' })
    expect(page.flow.sheet).toBe('textSize')
    expect(page.send({ kind: 'press', key: 'textSize' }).flow.sheet).toBeNull()
  })
})

describe('a card left lying', () => {
  const lying = { ...live, reader: { state: 'card', side: 'below', cardLeft: false, trouble: null } } as const
  const left = { ...live, reader: { ...lying.reader, cardLeft: true, trouble: null } } as const

  test('is called out every 15 s until it is taken', () => {
    const page = atHome().send({ kind: 'home', home: lying }).pass(60_000)
    expect(page.sounds).toEqual([])
    page.send({ kind: 'home', home: left }).pass(0)
    expect(page.sounds).toEqual(['takeCard'])
    page.send({ kind: 'home', home: left }).pass(14_999)
    expect(page.sounds).toHaveLength(1)
    page.pass(15_001)
    expect(page.sounds).toHaveLength(3)
    expect(page.send({ kind: 'home', home: live }).pass(60_000).sounds).toHaveLength(3)
  })

  test('is not called out over the result of a tap', () => {
    const page = atHome().tap(1, outcomes.refused).send({ kind: 'home', home: left }).pass(9_999)
    expect(page.sounds).toEqual(['refused'])
    expect(page.pass(1).sounds).toEqual(['refused', 'sessionEnd', 'takeCard'])
  })
})
