import { describe, expect, it } from 'vitest'
import { parseCards } from '../../../electron/reader/simulated/card-file.ts'
import { createControl } from '../../../electron/reader/simulated/control.ts'
import { SimulatedDevice } from '../../../electron/reader/simulated/device.ts'
import { decodeCard } from '../../../electron/reader/sam/decode-card.ts'
import { buildText } from '../../../electron/reader/simulated/card-image.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { cardOf } from '../../support/reader-rig.ts'

describe('what is typed to the emulator', () => {
  const device = new SimulatedDevice({ clock: new ManualClock() })
  const control = createControl(device, [cardOf('grandfather'), cardOf('foreigner')])

  it('lists the cards', () => {
    expect(control('list')).toEqual([
      'grandfather\tresident\t于样海',
      'foreigner\tforeigner2023\tJOHN SPECIMEN',
    ])
  })

  it('places and removes a card', () => {
    expect(control('remove')).toEqual(['nothing to remove'])
    expect(control(' place  grandfather ')).toEqual(['placed grandfather'])
    expect(device.lying).toBe('grandfather')
    expect(control('place foreigner')).toEqual(['placed foreigner'])
    expect(control('remove')).toEqual(['removed foreigner'])
    expect(device.lying).toBeNull()
  })

  it('sets and clears faults', () => {
    expect(control('fault unplug')).toEqual(['fault unplug'])
    expect(device.plugged).toBe(false)
    expect(control('clear')).toEqual(['faults cleared'])
    expect(device.plugged).toBe(true)
  })

  it.each([
    'place',
    'place a b',
    'place nobody',
    'fault',
    'fault nothing',
    'list all',
    'jump',
    'remove x',
    'clear noise',
  ])('answers %j with one line that says what is wrong', (line) => {
    expect(control(line)).toEqual([expect.stringMatching(/^error: /)])
  })

  it('passes over an empty line', () => {
    expect(control('  ')).toEqual([])
  })
})

describe('a file of cards', () => {
  const card = {
    id: 'a1',
    name: '钱样',
    sexCode: '2',
    birth: '1960-05-06',
    idNumber: '119999196005060021',
    from: '2020-01-01',
    to: '长期',
  }

  it('needs no more than the published fields', () => {
    const [parsed] = parseCards(JSON.stringify([card]))
    expect(decodeCard(buildText(parsed!))).toMatchObject({ kind: 'resident', name: '钱样', longTerm: true })
  })

  it('takes dates with and without dashes, every kind and its own fields', () => {
    const file = [{ ...card, kind: 'hmt', from: '20200101', to: '20300101', passNumber: 'M12345678' }]
    expect(decodeCard(buildText(parseCards(JSON.stringify(file))[0]!))).toMatchObject({
      kind: 'hmt',
      validTo: '2030-01-01',
      passNumber: 'M12345678',
    })
  })

  it('takes a number that fails its check: such cards exist', () => {
    expect(parseCards(JSON.stringify([{ ...card, idNumber: '119999196005060020' }]))).toHaveLength(1)
  })

  it.each([
    ['no JSON', '[{'],
    ['no list', '{}'],
    ['a card without a name', JSON.stringify([{ ...card, name: undefined }])],
    ['an unknown kind', JSON.stringify([{ ...card, kind: 'alien' }])],
    ['a blank in the id', JSON.stringify([{ ...card, id: 'a 1' }])],
    ['a name of 16 characters', JSON.stringify([{ ...card, name: '样'.repeat(16) }])],
    ['a date in words', JSON.stringify([{ ...card, from: 'yesterday' }])],
  ])('with %s is refused', (_what, json) => {
    expect(() => parseCards(json)).toThrow(/^badInput cards=/)
  })
})
