import { describe, expect, it, test } from 'vitest'
import type { Place } from '../../../electron/contract/place.ts'
import type { Preferences } from '../../../renderer/flow-state.ts'
import { placeOf } from '../../../renderer/flow/place.ts'
import { atHome, checkedIn, event, person, type FlowPage } from '../../support/flow-page.ts'

const preferences: Preferences = { text: 'largest', contrast: true, lowered: true, language: 'en', volume: 4 }
const at = (page: Place['page'], id: string | null = null): Place => ({ page, id, preferences })
const held = { person, ask: null, askMissed: false }

/** A page that has just been loaded and heard of the core; `held`: which still holds somebody. */
const fresh = (isHeld: boolean): FlowPage =>
  atHome().send({ kind: 'session', session: isHeld ? held : { ...held, person: null } })
const standIn = (place: Place, isHeld = false): FlowPage => fresh(isHeld).send({ kind: 'resume', place })
const asked = ({ effects }: FlowPage): string[] =>
  effects.flatMap((effect) => ('ask' in effect ? [effect.ask.call] : []))

const everybodys: [Place, string, string[]][] = [
  [at('home'), 'home', []],
  [at('calendar'), 'calendar', ['calendar.days', 'calendar.day']],
  [at('event', event.id), 'calendar', ['calendar.event']],
  [at('find'), 'calendar', ['calendar.find']],
  [at('mine'), 'calendar', []],
  [at('credit'), 'credit', []],
  [at('notices'), 'notices', ['notices.list']],
  [at('notices', event.id), 'notices', ['notices.list', 'notices.open']],
]

test.each(everybodys)('a page that stands in begins where the other stood: %j', (place, route, calls) => {
  const page = standIn(place)
  expect(page.route).toBe(route)
  expect(asked(page)).toEqual(calls)
  // Should this one go as well, the next one begins at the same place, in the same letters.
  expect(placeOf(page.flow)).toEqual(place)
})

describe('pages of somebody’s own', () => {
  it.each([
    ['credit', 'credit.mine'],
    ['mine', 'calendar.mine'],
  ] as const)('open while the core holds the person: %s', (name, call) => {
    expect(asked(standIn(at(name), true))).toEqual([call])
  })

  it('close as ever when the core lets go of the person', () => {
    const page = standIn(at('credit'), true)
    expect(page.send({ kind: 'session', session: { ...held, person: null } }).route).toBe('home')
  })

  it('end the session as ever when they are left', () => {
    const page = standIn(at('event', event.id), true).pass(300)
    page.send({ kind: 'press', key: 'home' })
    expect(page.kinds).toContain('endSession')
  })
})

it('a result that has come meanwhile is not covered up', () => {
  const page = fresh(true).tap(1, checkedIn())
  page.send({ kind: 'resume', place: at('calendar') })
  expect(page.route).toBe('result')
  expect(page.flow.preferences).toEqual(preferences)
})

it('a crowd, and a station that is being set up, keep the page', () => {
  expect(
    fresh(false)
      .crowd(1, 2, 3)
      .send({ kind: 'resume', place: at('notices') }).route,
  ).toBe('crowd')
  const page = fresh(false)
  page.flow = { ...page.flow, mode: 'setup' }
  expect(page.send({ kind: 'resume', place: at('notices') }).route).toBe('setup')
})

it('letters and language that somebody chose go away with the person', () => {
  expect(standIn(at('home')).pass(61_000).flow.preferences.text).toBe('standard')
})
