import { describe, expect, test } from 'vitest'
import { atDoor, atMine } from '../../support/credit-page.ts'

const stay = { kind: 'credit', act: { kind: 'stay' } } as const

describe('还在看吗？', () => {
  test('comes after 45 seconds, counts 20, and ends the session', () => {
    const { page } = atMine()
    page.pass(44_700 - 1)
    expect(page.flow.stillThere).toBeNull()
    page.pass(301)
    expect(page.flow.stillThere).toBe(20)
    expect(page.sounds.at(-1)).toBe('question')
    expect(page.pass(1_000).flow.stillThere).toBe(19)
    expect(page.pass(18_000).flow.stillThere).toBe(1)
    expect(page.pass(999).route).toBe('credit')
    page.pass(1)
    expect(page.flow).toMatchObject({ shown: { name: 'home' }, stillThere: null })
    expect(page.kinds.at(-1)).toBe('endSession')
  })

  test('is heard once', () => {
    const { page } = atMine()
    page.pass(60_000)
    expect(page.sounds.filter((sound) => sound === 'question')).toHaveLength(1)
  })

  test('one touch gives the whole time again, more than ten times', () => {
    const { page } = atMine()
    for (let time = 0; time < 12; time += 1) {
      page.pass(64_000)
      expect(page.flow.stillThere).not.toBeNull()
      expect(page.send(stay).flow.stillThere).toBeNull()
    }
    expect(page.route).toBe('credit')
    expect(page.pass(65_000).route).toBe('home')
  })

  test('every touch of the page puts it off, a finger that rests on it too', () => {
    const { page } = atMine()
    page.pass(40_000).send({ kind: 'fingerDown' }).pass(30_000).send({ kind: 'fingerUp' })
    expect(page.pass(44_999).flow.stillThere).toBeNull()
    expect(page.pass(1).flow.stillThere).toBe(20)
  })

  test('a touch beside its two keys holds it, and gives no more time', () => {
    const { page } = atMine()
    page.pass(50_000).send({ kind: 'fingerDown' }).pass(5_000).send({ kind: 'fingerUp' })
    expect(page.flow.stillThere).not.toBeNull()
    expect(page.pass(15_000).route).toBe('home')
  })

  test('whoever only reads the rules has a minute, and the same question', () => {
    const { page } = atDoor().turn({ name: 'rules' })
    expect(page.pass(59_999).flow.stillThere).toBeNull()
    expect(page.pass(1).flow.stillThere).toBe(20)
    expect(page.pass(20_000).route).toBe('home')
    expect(page.kinds).not.toContain('endSession')
  })

  test('the core hears every minute that somebody still reads, and nobody waits for that', () => {
    const credit = atMine()
    const { page } = credit
    for (let time = 0; time < 6; time += 1) page.pass(30_000).send(stay)
    expect(credit.asks.map(({ call }) => call)).toEqual(Array<string>(4).fill('credit.mine'))
    expect(credit.shown.asked).toBeNull()
    expect(credit.reply('failed').shown.failed).toBe(false)
  })
})
