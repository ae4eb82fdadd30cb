import { beforeEach, describe, expect, it } from 'vitest'
import { checkedIn, FlowPage } from '../../support/flow-page.ts'

let page: FlowPage
beforeEach(() => {
  page = new FlowPage()
  page.send({ kind: 'up' }).send({ kind: 'lastTap', tap: null, ageMs: 0 }).pass(1_000)
})

const listen = (): FlowPage => page.send({ kind: 'press', key: 'listen' })

describe('听一听', () => {
  it('reads the page, and stops when it is pressed again', () => {
    listen()
    expect(page.voice).toEqual(['listen'])
    expect(page.flow.listeningUntil).not.toBeNull()
    listen()
    expect(page.voice).toEqual(['listen', 'hush'])
    expect(page.flow.listeningUntil).toBeNull()
  })

  it('a storm of touches leaves it as the last one said', () => {
    for (let touch = 0; touch < 41; touch += 1) listen()
    expect(page.voice.filter((what) => what === 'listen').length).toBe(21)
    expect(page.voice.at(-1)).toBe('listen')
    expect(page.flow.listeningUntil).not.toBeNull()
    page.send({ kind: 'heard' })
    expect(page.flow.listeningUntil).toBeNull()
  })

  it('a result stays while it is read aloud, and a moment after', () => {
    page.tap(1).pass(2_000)
    listen()
    page.pass(20_000)
    expect(page.route).toBe('result')
    page.send({ kind: 'heard' }).pass(1_400)
    expect(page.route).toBe('result')
    page.pass(6_000)
    expect(page.route).toBe('home')
  })

  it('a voice that never ends holds a page for two minutes at most', () => {
    page.tap(1).pass(1_000)
    listen()
    page.pass(119_000)
    expect(page.route).toBe('result')
    page.pass(10_000)
    expect([page.route, page.flow.listeningUntil]).toEqual(['home', null])
    expect(page.voice).toContain('hush')
  })

  it('another page cuts it', () => {
    listen()
    page.pass(1_000).tap(1)
    expect(page.voice).toEqual(['listen', 'hush', 'outcome'])
    expect(page.flow.listeningUntil).toBeNull()
  })

  it('a touch right after a change of screen does not start it', () => {
    page.tap(1)
    listen()
    expect(page.voice).not.toContain('listen')
  })

  it('the end of a reading that was cut changes nothing', () => {
    page.send({ kind: 'heard' })
    expect(page.voice).toEqual([])
  })
})

describe('what is said by itself', () => {
  it('a result says its outcome after its sound, and cuts what was said of the one before', () => {
    page.tap(1).pass(500).tap(2)
    expect(page.voice).toEqual(['hush', 'outcome', 'hush', 'outcome'])
    expect(page.sounds.slice(-2)).toEqual(['success', 'success'])
  })

  it('while many come it is the outcome only', () => {
    page.crowd(1, 2).tap(3)
    expect(page.voice.slice(-2)).toEqual(['hush', 'outcome'])
  })

  it('going home cuts it', () => {
    page.tap(1).pass(1_000).send({ kind: 'press', key: 'ok' })
    expect(page.voice).toEqual(['hush', 'outcome', 'hush'])
  })

  it('the same tap heard again says nothing again', () => {
    page.tap(1, checkedIn()).tap(1, checkedIn())
    expect(page.voice).toEqual(['hush', 'outcome'])
  })
})

describe('the volume', () => {
  it('is the person’s until the session ends, and then the station’s again', () => {
    page.tap(1).pass(1_000).send({ kind: 'setVolume', volume: 2 })
    expect(page.flow.preferences.volume).toBe(2)
    expect(page.sounds.at(-1)).toBe('wait')
    page.send({ kind: 'press', key: 'ok' })
    expect([page.route, page.flow.preferences.volume]).toEqual(['home', null])
  })

  it('goes back on home when nobody is there any more', () => {
    page.send({ kind: 'setVolume', volume: 0 }).pass(61_000)
    expect(page.flow.preferences.volume).toBeNull()
  })
})
