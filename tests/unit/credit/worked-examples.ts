/** What somebody did, in the terms of the rule that it falls under. */
export type Deed =
  /** The nth time in the period of the rule; the first where it does not say. */
  | { nth?: number }
  | { hours: number; before?: number; sameDay?: number }
  | { yuan: string; given?: number }
  | { chosen: string }
  | { served: number }

/** A deed and the points it brings, as a villager would work it out by hand. */
export type Example = readonly [deed: Deed, points: string]

const once = (points: string): Example[] => [[{}, points]]
const upTo = (times: number, points: string): Example[] => [
  [{}, points],
  [{ nth: times }, points],
  [{ nth: times + 1 }, '0'],
]
const fourHours: Example[] = [
  [{ hours: 3.5 }, '0'],
  [{ hours: 4 }, '1'],
  [{ hours: 8 }, '2'],
  [{ hours: 1.5, before: 2.5 }, '1'],
]
const hundredYuan: Example[] = [
  [{ yuan: '99.99' }, '0'],
  [{ yuan: '300' }, '3'],
  [{ yuan: '350' }, '3'],
  [{ yuan: '300', given: 400 }, '1'],
  [{ yuan: '800' }, '5'],
]
const star = (hours: number, points: string): Example[] => [
  [{ served: hours - 0.5 }, '0'],
  [{ served: hours }, points],
]

/** Every item of the shipped catalogue at work. */
export const workedExamples: Readonly<Record<string, readonly Example[]>> = {
  V01: [...fourHours, [{ hours: 10 }, '2'], [{ hours: 4, sameDay: 8 }, '0']],
  V02: [
    [{ hours: 9.5 }, '0'],
    [{ hours: 10 }, '2'],
    [{ hours: 4, before: 6 }, '2'],
  ],
  V03: fourHours,
  V04: fourHours,
  V05: fourHours,
  V06: upTo(1, '2'),
  V07: upTo(5, '2'),
  V08: fourHours,
  V09: fourHours,
  V10: fourHours,
  V11: fourHours,
  V12: fourHours,
  V13: fourHours,
  V14: fourHours,
  V15: once('2'),
  V16: fourHours,
  V17: upTo(5, '2'),
  V18: star(100, '1'),
  V19: star(300, '2'),
  V20: star(600, '3'),
  V21: star(1000, '4'),
  V22: star(1500, '5'),
  V23: [
    [{ chosen: '1' }, '1'],
    [{ chosen: '2.5' }, '2.5'],
    [{ chosen: '5' }, '5'],
    [{ chosen: '5.01' }, 'refused'],
    [{ chosen: '2.505' }, 'refused'],
  ],
  V24: [
    [{ chosen: '2.99' }, 'refused'],
    [{ chosen: '3' }, '3'],
    [{ chosen: '8' }, '8'],
    [{ chosen: '8.5' }, 'refused'],
  ],
  L01: upTo(12, '0.5'),
  L02: upTo(24, '2'),
  L03: upTo(24, '1'),
  L04: upTo(12, '2'),
  L05: upTo(12, '0.5'),
  L06: upTo(24, '3'),
  L07: [
    [{ hours: 0.5 }, '0'],
    [{ hours: 1 }, '0.25'],
    [{ hours: 1, before: 0.5 }, '0.25'],
    [{ hours: 2.5, before: 18 }, '0.5'],
    [{ hours: 2, before: 19 }, '0.25'],
    [{ hours: 1, before: 20 }, '0'],
  ],
  L08: upTo(5, '0.5'),
  C01: upTo(12, '1'),
  C02: upTo(12, '2'),
  C03: upTo(1, '2'),
  C04: upTo(4, '0.25'),
  F01: once('5'),
  F02: once('5'),
  F03: upTo(2, '1'),
  F04: once('5'),
  F05: upTo(12, '1'),
  E01: upTo(1, '2'),
  E02: upTo(1, '3'),
  E03: upTo(1, '5'),
  E04: upTo(1, '1'),
  E05: upTo(1, '1'),
  E06: upTo(6, '2'),
  E07: once('5'),
  H01: upTo(1, '3'),
  H02: upTo(1, '3'),
  H03: upTo(12, '0.5'),
  N01: upTo(12, '2'),
  N02: upTo(12, '1'),
  N03: upTo(4, '1'),
  N04: upTo(12, '0.5'),
  N05: upTo(1, '3'),
  D01: upTo(2, '5'),
  D02: once('20'),
  D03: once('20'),
  D04: hundredYuan,
  D05: hundredYuan,
  D06: upTo(12, '2'),
  A01: once('30'),
  A02: once('20'),
  A03: once('10'),
  A04: once('5'),
  A05: once('3'),
  A06: once('1'),
  M01: once('-10'),
  M02: once('-10'),
  M03: once('-1'),
  M04: once('-5'),
  M05: once('-5'),
  M06: once('-5'),
  M07: upTo(1, '-1'),
  M08: [
    [{ nth: 1 }, '0'],
    [{ nth: 2 }, '0'],
    [{ nth: 3 }, '-1'],
    [{ nth: 4 }, '-1'],
  ],
  M09: once('-5'),
}
