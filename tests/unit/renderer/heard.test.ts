import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test } from 'vitest'
import { useFlow } from '../../../renderer/stores/flow.ts'
import { settle } from '../../support/manual-clock.ts'
import { home, openPage, tap } from '../../support/open-page.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})

describe('the page read aloud', () => {
  const listen = (): void => {
    useFlow().send({ kind: 'press', key: 'listen' })
  }
  const atHome = () => {
    const page = openPage()
    page.far.hello()
    page.push('home', home)
    page.clock.advance(400)
    return page
  }

  test('ends when it has been heard', async () => {
    const page = atHome()
    listen()
    expect(useFlow().state.listeningUntil).not.toBeNull()
    page.reading[0]?.()
    await settle()
    expect(useFlow().state.listeningUntil).toBeNull()
  })

  test('pressed off and on again, the end of the first reading does not end the second', async () => {
    const page = atHome()
    for (let touch = 0; touch < 3; touch += 1) listen()
    page.reading[0]?.()
    await settle()
    expect(useFlow().state.listeningUntil).not.toBeNull()
    page.reading[1]?.()
    await settle()
    expect(useFlow().state.listeningUntil).toBeNull()
  })

  test('a tap says its outcome, and what was said before is cut first', () => {
    const page = atHome()
    page.push('lastTap', null)
    page.push('lastTap', tap(7))
    expect(page.said).toEqual(['hush', 'outcome'])
    expect(page.sounds).toContain('already')
  })
})
