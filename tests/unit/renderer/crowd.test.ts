import { describe, expect, test } from 'vitest'
import { isCalm } from '../../../renderer/flow/times.ts'
import { atHome, checkedIn, crowdOf, mayLeave, outcomes, type FlowPage } from '../../support/flow-page.ts'

const calm = Object.values(outcomes).filter(isCalm)
const acting = [...Object.values(outcomes).filter((outcome) => !isCalm(outcome)), mayLeave]
const seqs = ({ flow }: FlowPage): number[] => flow.crowd?.rows.map(({ seq }) => seq) ?? []

describe('while many people come', () => {
  test('who only had to be counted stands on the page of the crowd', () => {
    expect(calm.map(({ kind }) => kind).sort()).toEqual([
      'alreadyCheckedIn',
      'alreadyOut',
      'checkedIn',
      'checkedOut',
      'minor',
    ])
  })

  test.each(calm)('$kind is the newest name until the next tap', (outcome) => {
    const page = atHome().crowd(1).tap(1, outcome)
    expect(page.pass(60_000).route).toBe('crowd')
    expect(page.flow.shown).toMatchObject({ name: 'result', tap: { seq: 1 } })
    page.tap(2)
    expect(page.route).toBe('crowd')
    expect(page.flow.shown).toMatchObject({ tap: { seq: 2 } })
  })

  test.each(acting)('$kind stands large, and the next tap replaces it at once', (outcome) => {
    const page = atHome().crowd(1).tap(1, outcome)
    expect(page.route).toBe(outcome.kind === 'chooseEvent' ? 'choose' : 'result')
    expect(page.tap(2).route).toBe('crowd')
  })

  test('a large result leaves the page of the crowd behind it, and the person with it', () => {
    const page = atHome().crowd(1).tap(1, outcomes.refused).pass(10_000)
    expect(page.route).toBe('crowd')
    expect(page.kinds).toEqual(['endSession'])
  })

  test('sixty taps in a row all sound, and none is left out', () => {
    const page = atHome().crowd(1)
    for (let seq = 1; seq <= 60; seq += 1) {
      page.tap(seq).crowd(...Array.from({ length: Math.min(seq, 6) }, (_, index) => seq - index))
      expect(page.flow.shown).toMatchObject({ tap: { seq } })
      page.pass(1_200)
    }
    expect(page.sounds).toEqual(Array<string>(60).fill('success'))
    expect(page.effects).toEqual([])
  })

  test('nobody is asked anything; a quiet tap asks', () => {
    const page = atHome().crowd(1).tap(1, checkedIn('scoring')).pass(60_000)
    expect(page.route).toBe('crowd')
    page.send({ kind: 'crowd', crowd: null })
    expect(page.route).toBe('home')
    expect(page.tap(2, checkedIn('scoring')).pass(3_000).route).toBe('consent')
  })

  test('a wrong name is hidden in the list too, whatever the core still lists', () => {
    const page = atHome().crowd(2, 1).tap(2).pass(300).send({ kind: 'act', act: 'notMe' })
    expect(page.route).toBe('result')
    expect(seqs(page)).toEqual([1])
    expect(seqs(page.crowd(2, 1))).toEqual([1])
    expect(page.effects).toMatchObject([{ act: 'notMe', seq: 2 }])
  })

  test('keys that lead home leave the newest name to its person', () => {
    const page = atHome().crowd(1).tap(1).pass(300).send({ kind: 'press', key: 'home' })
    expect(page.flow.shown).toMatchObject({ name: 'result' })
    expect(page.effects).toEqual([])
  })

  test('the name leaves the page when nobody can say any more that it is wrong', () => {
    const page = atHome().crowd(1).tap(1)
    expect(page.pass(119_999).flow.shown.name).toBe('result')
    page.pass(1)
    expect([page.flow.shown.name, page.route]).toEqual(['home', 'crowd'])
    expect(page.kinds).toEqual(['endSession'])
  })

  test('what one person has set goes back after a minute without a touch', () => {
    const page = atHome().crowd(1).tap(1).pass(300).send({ kind: 'press', key: 'contrast' })
    page.send({ kind: 'fingerDown' }).send({ kind: 'fingerUp' }).pass(60_000)
    expect(page.flow.preferences.contrast).toBe(false)
  })
})

describe('the list of a crowd', () => {
  test('holds six names, the newest first', () => {
    const page = atHome().crowd(6, 5, 4, 3, 2, 1).pass(11_000).crowd(7, 6, 5, 4, 3, 2)
    expect(seqs(page)).toEqual([7, 6, 5, 4, 3, 2])
  })

  test('keeps every name ten seconds, also where taps follow each other faster than the list is long', () => {
    const page = atHome()
    const everyMs = 300
    const first = new Map<number, number>()
    const last = new Map<number, number>()
    const note = (): void => {
      for (const seq of seqs(page)) {
        if (!first.has(seq)) first.set(seq, page.now)
        last.set(seq, page.now)
      }
    }
    for (let seq = 1; seq <= 60; seq += 1) {
      page.crowd(...Array.from({ length: Math.min(seq, 6) }, (_, index) => seq - index))
      note()
      for (let step = 0; step < everyMs / 100; step += 1) {
        page.pass(100)
        note()
      }
      expect(seqs(page).length).toBeLessThanOrEqual(40)
    }
    for (let seq = 1; seq <= 26; seq += 1)
      expect((last.get(seq) ?? 0) - (first.get(seq) ?? 0)).toBeGreaterThanOrEqual(9_900)
    expect(seqs(page.pass(11_000))).toEqual([60, 59, 58, 57, 56, 55])
  })

  test('does not bring back what has had its time, whatever the core still lists', () => {
    const page = atHome().crowd(6, 5, 4, 3, 2, 1).pass(11_000).crowd(7, 6, 5, 4, 3, 2, 1)
    expect(seqs(page)).toEqual([7, 6, 5, 4, 3, 2])
    expect(seqs(page.crowd(8, 7, 6, 5, 4, 3, 2, 1))).toEqual([8, 7, 6, 5, 4, 3])
  })

  test('begins with the usual number on a page that has just loaded', () => {
    const page = atHome().crowd(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
    expect(seqs(page)).toEqual([12, 11, 10, 9, 8, 7])
  })

  test.each([6, 12])('holds as much where the core lists %i', (size) => {
    const page = atHome()
    for (let seq = 1; seq <= 9; seq += 1)
      page.crowd(...Array.from({ length: Math.min(seq, size) }, (_, index) => seq - index)).pass(1_000)
    expect(seqs(page)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  test('drops a tap that the core took back', () => {
    const page = atHome().crowd(3, 2, 1).crowd(3, 1)
    expect(seqs(page)).toEqual([3, 1])
  })

  test('starts anew with the next crowd', () => {
    const page = atHome().crowd(3, 2, 1).send({ kind: 'crowd', crowd: null }).crowd(9)
    expect(seqs(page)).toEqual([9])
  })
})

describe('the beginning and the end of a crowd', () => {
  test('a crowd that begins with a result takes it over', () => {
    const page = atHome().tap(1).pass(100).crowd(1)
    expect(page.route).toBe('crowd')
    expect(page.pass(60_000).route).toBe('crowd')
  })

  test('a crowd that ends right after a tap leaves the result its time', () => {
    const page = atHome().crowd(1).tap(1).pass(1_000).send({ kind: 'crowd', crowd: null })
    expect(page.route).toBe('result')
    expect(page.pass(4_999).route).toBe('result')
    expect(page.pass(1).route).toBe('home')
  })

  test('a crowd that ends later sends the page home and ends the session', () => {
    const page = atHome().crowd(1).tap(1).pass(30_000).send({ kind: 'crowd', crowd: null })
    expect(page.route).toBe('home')
    expect(page.kinds).toEqual(['endSession'])
  })

  test('a question that stands when a crowd begins stays until the next card', () => {
    const page = atHome().tap(1, checkedIn('scoring')).pass(3_000)
    expect(page.send({ kind: 'crowd', crowd: crowdOf(1) }).route).toBe('consent')
    expect(page.tap(2).route).toBe('crowd')
  })
})
