import { beforeEach, expect, test } from 'vitest'
import { correctFault, emptyCorrection } from '../../../../renderer/console/people/correct-form.ts'
import { hoursOf } from '../../../../renderer/console/people/hours.ts'
import { useReveals } from '../../../../renderer/stores/reveals.ts'
import { clerk, found, head, openConsole, type ConsolePage } from '../../../support/console-page.ts'

const person = found('41').id
const full = { name: 'Full Name', number: '119999194503071234', until: '2026-11-24T01:00:30.000Z' }
let page: ConsolePage
let reveals: ReturnType<typeof useReveals>

beforeEach(() => {
  page = openConsole()
  page.say(clerk)
  page.desk.openPerson(person)
  reveals = useReveals()
})

const reveal = async (): Promise<void> => {
  void reveals.reveal(person, 'checkCard')
  await page.answer('people.reveal', full)
}

test('a name in full goes after half a minute, counted down', async () => {
  await reveal()
  expect(page.last('people.reveal').input).toEqual({ resident: person, why: 'checkCard' })
  expect(reveals.shown).toMatchObject({ name: full.name, number: full.number, seconds: 30 })
  for (let second = 0; second < 29; second += 1) page.clock.advance(1000)
  expect(reveals.shown).toMatchObject({ seconds: 1 })
  page.clock.advance(1000)
  expect(reveals.shown).toBeNull()
})

test.each([
  [
    'another page',
    () => {
      page.desk.go('people')
    },
  ],
  [
    'another person',
    () => {
      page.desk.openPerson(found('42').id)
    },
  ],
  [
    'a lock',
    () => {
      page.say(null, clerk)
    },
  ],
  [
    'a card on the reader',
    () => {
      page.staff.makeWay()
    },
  ],
  [
    'somebody else signed in',
    () => {
      page.say(head)
    },
  ],
])('and with %s, also where the answer comes later', async (_what, leave) => {
  await reveal()
  leave()
  expect(reveals.shown).toBeNull()
  page.say(clerk)
  page.desk.openPerson(person)
  void reveals.reveal(person, 'other')
  leave()
  await page.answer('people.reveal', full)
  expect(reveals.shown).toBeNull()
})

test.each([
  [{}, 'nothing'],
  [{ name: 'W1' }, 'name'],
  [{ birthYear: '194' }, 'year'],
  [{ birthYear: '1890' }, 'year'],
  [{ birthYear: '2027' }, 'year'],
  [{ birthYear: '2019' }, 'child'],
  [{ birthYear: '1945' }, 'why'],
  [{ sex: 'male', reason: 'other' }, null],
  [{ name: '王秀兰', birthYear: '1945', reason: 'mistyped' }, null],
] as const)('a correction of %j lacks %s', (change, fault) => {
  expect(correctFault({ ...emptyCorrection(), ...change }, 2026)).toBe(fault)
})

test('hours are cut off, never rounded up', () => {
  expect([0, 5, 6, 59, 60, 7_590].map(hoursOf)).toEqual(['0', '0', '0.1', '0.9', '1', '126.5'])
})
