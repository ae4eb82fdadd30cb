import { checkCharacter18, checkDigit15 } from '../sam/id-number.ts'
import type { SimulatedCard } from './card-image.ts'

/** Division 119999 was never assigned: no number here can belong to anybody. */
const division = '119999'

const dayMs = 86_400_000

const dateText = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The day `years` whole years and `days` days before `today`; with 0 < days < 365 that is a birth of this age. */
const before = (today: string, years: number, days: number): string => {
  const date = new Date(`${today}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() - years)
  return dateText(date.getTime() - days * dayMs)
}

/** A number with a valid check character. `order`: odd for a man, even for a woman. */
export const numberOf = (birth: string, order: number, place = division): string => {
  const seventeen = `${place}${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return seventeen + checkCharacter18(seventeen)
}

/** A number of the permit of 2017 with a valid check digit. */
const number2017 = (nationality: string, birth: string, order: number): string => {
  const fourteen = `${nationality}9998${birth.replaceAll('-', '').slice(2)}${String(order)}`
  return fourteen + checkDigit15(fourteen)
}

interface Traits {
  readonly id: string
  readonly name: string
  readonly sex: 'man' | 'woman'
  readonly age: number
  /** Days since the last birthday. */
  readonly days: number
  readonly order?: number
}

const citizen = (today: string, { id, name, sex, age, days, order = 1 }: Traits): SimulatedCard => {
  const birth = before(today, age, days)
  return {
    id,
    kind: 'resident',
    name,
    sexCode: sex === 'man' ? '1' : '2',
    birth,
    idNumber: numberOf(birth, sex === 'man' ? 2 * order + 1 : 2 * order),
    from: before(today, 3, 40),
    to: before(today, -17, 40),
  }
}

const elder = (today: string): SimulatedCard => ({
  ...citizen(today, { id: 'grandfather', name: '于样海', sex: 'man', age: 78, days: 131 }),
  to: '长期',
})

const foreigner = (today: string): SimulatedCard => {
  const birth = before(today, 41, 77)
  return {
    ...citizen(today, { id: 'foreigner', name: '', sex: 'man', age: 41, days: 77 }),
    kind: 'foreigner2023',
    nameEn: 'JOHN SPECIMEN',
    nationality: 'UTO',
    idNumber: numberOf(birth, 3, '999998'),
    oldLink: '981',
  }
}

const foreigner2017 = (today: string): SimulatedCard => {
  const birth = before(today, 52, 205)
  return {
    ...citizen(today, { id: 'foreigner2017', name: '样本', sex: 'man', age: 52, days: 205 }),
    kind: 'foreigner2017',
    nameEn: 'SPECIMEN, JOHN EXAMPLE',
    nationality: 'UTO',
    idNumber: number2017('UTO', birth, 1),
    from: before(today, 6, 40),
    to: before(today, -4, 40),
  }
}

const hmt = (today: string): SimulatedCard => {
  const birth = before(today, 35, 18)
  return {
    ...citizen(today, { id: 'hmt', name: '何样港', sex: 'woman', age: 35, days: 18 }),
    kind: 'hmt',
    idNumber: numberOf(birth, 2, '810000'),
    passNumber: 'H00000000',
  }
}

/** A genuine card whose number ends in a wrong check character. */
const misprint = (today: string): SimulatedCard => {
  const card = citizen(today, { id: 'misprint', name: '吴样误', sex: 'man', age: 66, days: 70 })
  const wrong = card.idNumber.endsWith('0') ? '1' : '0'
  return { ...card, idNumber: card.idNumber.slice(0, 17) + wrong }
}

/** Every kind of card and every oddity that a station meets, as of `today` (`YYYY-MM-DD`). */
export const people = (today: string): SimulatedCard[] => [
  elder(today),
  {
    ...citizen(today, { id: 'grandmother', name: '王样兰', sex: 'woman', age: 81, days: 64 }),
    newAddress: '试验省样例市 新样路2号',
  },
  foreigner(today),
  citizen(today, { id: 'girl', name: '宋样苗', sex: 'woman', age: 9, days: 210 }),
  {
    ...citizen(today, { id: 'unreadable', name: '周样磨', sex: 'man', age: 60, days: 12 }),
    readStatus: 0x41,
  },
  citizen(today, { id: 'rare', name: '李样𬭚', sex: 'man', age: 67, days: 300 }),
  citizen(today, { id: 'privateUse', name: '赵样\uE863', sex: 'woman', age: 72, days: 150 }),
  {
    ...citizen(today, { id: 'expired', name: '孙样期', sex: 'man', age: 58, days: 90 }),
    from: before(today, 22, 40),
    to: before(today, 2, 40),
  },
  citizen(today, { id: 'compound', name: '欧阳样华', sex: 'woman', age: 69, days: 33 }),
  citizen(today, { id: 'longName', name: '阿样古丽·买买提样本例子十五字', sex: 'woman', age: 63, days: 5 }),
  hmt(today),
  foreigner2017(today),
  misprint(today),
  {
    ...citizen(today, { id: 'bankCard', name: '', sex: 'man', age: 50, days: 1 }),
    readStatus: 0x40,
  },
  {
    ...citizen(today, { id: 'refused', name: '郑样拒', sex: 'man', age: 55, days: 8 }),
    readStatus: 0x31,
  },
  {
    ...citizen(today, { id: 'unknownKind', name: '冯样类', sex: 'woman', age: 44, days: 9 }),
    kind: 'unknown',
  },
]

/** A card of the demonstration's drawer, with the words and the face that stand on it. */
export interface DemonstrationCard {
  readonly id: string
  readonly note: 'longTerm' | 'age' | 'foreigner' | 'child' | 'unreadable'
  readonly face: 'grandfather' | 'grandmother' | 'foreigner' | 'girl' | 'unreadable'
  readonly card: SimulatedCard
}

const drawer = [
  { face: 'grandfather', note: 'longTerm' },
  { face: 'grandmother', note: 'age' },
  { face: 'foreigner', note: 'foreigner' },
  { face: 'girl', note: 'child' },
  { face: 'unreadable', note: 'unreadable' },
] as const

export const demonstrationCards = (today: string): DemonstrationCard[] => {
  const all = new Map(people(today).map((card) => [card.id, card]))
  return drawer.flatMap(({ face, note }) => {
    const card = all.get(face)
    return card === undefined ? [] : [{ id: face, face, note, card }]
  })
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'
const givenNames = '春兰秋菊梅竹松柏江海山河云霞光明安宁'

/** `count` distinct adults of 20 to 86 years (at most 60 000), the same for the same arguments. */
export const crowd = (count: number, today: string): SimulatedCard[] =>
  Array.from({ length: count }, (_, i) =>
    citizen(today, {
      id: `crowd-${String(i + 1)}`,
      name: `${surnames.charAt(i % surnames.length)}样${givenNames.charAt((i * 7) % givenNames.length)}`,
      sex: i % 2 === 0 ? 'woman' : 'man',
      age: 20 + ((i * 29) % 67),
      days: 1 + ((i * 53) % 363),
      // Beside age and day, which repeat together after 24 321 people.
      order: 10 + (Math.floor(i / 24_321) % 400),
    }),
  )
