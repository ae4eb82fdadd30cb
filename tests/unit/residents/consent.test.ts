import { describe, expect, it } from 'vitest'
import { agreedTo, asTold, questionDue, type ConsentState } from '../../../electron/residents/consent.ts'

const today = '2026-11-24'
const yesterday = '2026-11-23'
type Last = ConsentState['scoring']
const said = (answer: 'yes' | 'no' | 'later', businessDate = today): Last => ({ answer, businessDate })

describe('which question is asked', () => {
  it.each<[string, Last, Last, 'scoring' | 'sharing' | null]>([
    ['never asked: scoring first', null, null, 'scoring'],
    ['refused: not asked again, ever', said('no', '2020-01-01'), null, null],
    ['"later" today: not the same day', said('later'), null, null],
    ['"later" yesterday: asked again', said('later', yesterday), null, 'scoring'],
    ['agreed: the second question', said('yes'), null, 'sharing'],
    ['agreed, sharing put off today', said('yes'), said('later'), null],
    ['agreed, sharing put off yesterday', said('yes'), said('later', yesterday), 'sharing'],
    ['agreed to both', said('yes'), said('yes'), null],
    ['agreed, sharing refused', said('yes'), said('no', yesterday), null],
    ['a day later than today (clock set back) is not asked', said('later', '2026-11-25'), null, null],
  ])('%s', (_title, scoring, sharing, due) => {
    expect(questionDue({ scoring, sharing }, today)).toBe(due)
  })
})

describe('what an answer means', () => {
  it('only a plain yes is consent', () => {
    const state = (scoring: Last): ConsentState => ({ scoring, sharing: null })
    expect(
      [null, said('later'), said('no'), said('yes')].map((last) => agreedTo(state(last), 'scoring')),
    ).toEqual([false, false, false, true])
  })

  it('the city is told yes, no, or nothing', () => {
    expect([null, said('later'), said('no'), said('yes')].map(asTold)).toEqual([null, null, false, true])
  })
})
