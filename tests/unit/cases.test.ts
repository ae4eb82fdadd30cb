import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/program.ts'

/** The test that holds a case: a file under `tests` and a part of the test's title. */
type Held = readonly [file: string, title: string]

interface Case {
  number: number
  what: string
  held: readonly Held[]
  /** What of it this product does not have, and so nothing holds. */
  without?: string
}

const feed = 'a station hears nothing of the others'

/**
 * Situations that went wrong in comparable systems: what a kiosk and an exchange must get right. The numbers are those
 * by which tests name them (`case 5: …`); the ones before 83 carry theirs in their titles.
 */
const cases: readonly Case[] = [
  {
    number: 83,
    what: 'an empty PIN never opens; guesses are few, the wait doubles, the right PIN waits too and clears',
    held: [
      ['unit/staff/sign-in.test.ts', 'an empty or short PIN never opens'],
      ['unit/staff/sign-in.test.ts', 'after five wrong ones even the right PIN waits'],
      ['unit/staff/sign-in.test.ts', 'the wait doubles with each further wrong one'],
      ['unit/staff/sign-in.test.ts', 'forgets them after the right one'],
      ['unit/staff/sign-in.test.ts', 'a restart shortens nothing'],
    ],
  },
  {
    number: 84,
    what: 'pressed twice, sent once',
    held: [
      ['unit/renderer/flow.test.ts', 'a second press while the first is under way sends nothing'],
      [
        'unit/renderer/console/credit-stores.test.ts',
        'a second press while the first is under way asks for nothing',
      ],
    ],
  },
  {
    number: 85,
    what: 'an unknown card, then a good one',
    held: [
      ['unit/station/peers-kiosk.test.ts', 'case 85'],
      ['suites/card-reader.suite.ts', 'reads a good card after a worn one'],
    ],
  },
  {
    number: 86,
    what: 'a card while a result stands',
    held: [['unit/renderer/flow.test.ts', 'a new tap replaces the result and starts its own time']],
  },
  {
    number: 87,
    what: 'a foreign token reaches nothing; one without a sign-in neither binds cards nor opens settings',
    held: [
      ['unit/host/host.test.ts', 'only our own page with the key'],
      ['faults/hostile-messages.test.ts', 'a page without a sign-in gets no further with any of them'],
      ['unit/station/setup/first-run.test.ts', 'an own card is linked only while one lies on the reader'],
    ],
  },
  {
    number: 88,
    what: 'a device is paired within the time of its token and is listed; outside it gets nothing',
    held: [
      ['centre/suites/pairing.ts', 'a token ends after fifteen minutes'],
      ['centre/suites/page.ts', 'stations stand by town'],
    ],
  },
  {
    number: 89,
    what: 'a failed print leaves nothing behind; two prints are two',
    held: [
      [
        'unit/station/papers/papers.test.ts',
        'is refused for a month without events, and writes and notes nothing',
      ],
      ['unit/station/papers/papers.test.ts', 'is made once for one command'],
      ['unit/station/papers/papers.test.ts', 'gets a name of its own, and the one before stays as it is'],
    ],
    without: 'a history of prints, which could be printed again',
  },
  {
    number: 90,
    what: 'staff take a check-in back while the person’s page is open',
    held: [['unit/station/peers-kiosk.test.ts', 'case 90']],
  },
  {
    number: 92,
    what: 'what brings the kiosk back is done once, and the screen says so meanwhile',
    held: [
      ['unit/renderer/client.test.ts', 'a call that ends the core is sent once'],
      [
        'unit/shell/core-process.test.ts',
        'a core that does not answer for half a minute is killed and started again',
      ],
      ['unit/renderer/flow.test.ts', 'lost for more than 2 s shows the safe page, and back shows home'],
    ],
  },
  {
    number: 93,
    what: 'the display goes off and on',
    held: [
      ['electron/window.test.ts', 'a kiosk window follows the main display'],
      ['electron/window.test.ts', 'a page that crashed or hangs is loaded again'],
    ],
  },
  {
    number: 94,
    what: 'started with the reader there, and a card on it',
    held: [['unit/station/peers-kiosk.test.ts', 'case 94']],
  },
  { number: 95, what: 'three machines, one of them heard through another', held: [], without: feed },
  {
    number: 96,
    what: 'undone here while offline, checked in elsewhere later: present, elsewhere',
    held: [['centre/suites/persons.ts', 'as after an undo here and a check-in elsewhere']],
  },
  {
    number: 97,
    what: 'an undo by a machine whose clock is an hour slow still counts',
    held: [
      ['centre/suites/taking-back.ts', 'a check-in that is taken back counts no more, whichever came first'],
      ['centre/corrected-time.test.ts', 'another boot: the time moved by what the clock is off now'],
    ],
  },
  {
    number: 98,
    what: 'an old event that comes late does not undo a newer undo',
    held: [
      ['centre/suites/taking-back.ts', 'of two reversals of one check-in the first stands'],
      ['centre/suites/taking-back.ts', 'somebody who is taken back and taps again counts once'],
    ],
  },
  {
    number: 99,
    what: 'the same millisecond at several stations',
    held: [
      [
        'centre/suites/order.ts',
        'two stations that give the same awards at once, in opposite order, give each once',
      ],
      ['centre/suites/order.ts', 'stations that touch the same residents at once'],
    ],
  },
  { number: 100, what: 'made inactive elsewhere', held: [], without: feed },
  { number: 101, what: 'a sign-up withdrawn elsewhere', held: [], without: feed },
  {
    number: 102,
    what: 'one person at two stations counts once, and both are listed',
    held: [
      ['centre/suites/persons.ts', 'one person at two stations counts where they came first'],
      ['centre/suites/page.ts', 'one person at one event at two stations is one attendance'],
    ],
  },
  {
    number: 103,
    what: 'a page of n with more left',
    held: [
      ['unit/sync/outbox.test.ts', 'goes out in batches bound by number and by size'],
      ['centre/suites/upload.ts', 'gets its lost tail back in order'],
    ],
    without: `pages of other stations’ records: ${feed}`,
  },
  {
    number: 104,
    what: 'another version or another station: nothing is exchanged; equal again, everything is',
    held: [
      ['centre/suites/upgrade.ts', 'a database of a newer centre is refused and left as it is'],
      ['centre/suites/order.ts', 'a station cannot write into the stream of another'],
      ['unit/sync/pairing.test.ts', 'to another station code begins a new incarnation and sends what waits'],
    ],
  },
  {
    number: 105,
    what: 'set up with a bad code, a missing or damaged file, twice',
    held: [
      ['unit/station/setup/first-run.test.ts', 'what is refused is not kept'],
      ['unit/station/setup/first-run.test.ts', 'two pages that enter the same name make one account'],
      ['faults/station-start.test.ts', 'a file of another program'],
    ],
    without: 'setting up from another station',
  },
  { number: 106, what: 'a roster’s download is cut off', held: [], without: feed },
  {
    number: 107,
    what: 'an id again with the same bytes is a duplicate, with others a problem that is noted',
    held: [
      ['centre/suites/upload.ts', 'an id that came under another incarnation counts once'],
      ['centre/suites/upload.ts', 'one id with two contents is a conflict, not a duplicate'],
    ],
  },
  {
    number: 108,
    what: 'who processes a batch dies in the middle: no trace, and again works',
    held: [
      ['centre/crash.test.ts', 'a centre killed in the middle of uploads loses nothing that it acknowledged'],
      ['centre/crash.test.ts', 'a database that dies under an open transaction fails that transaction'],
    ],
  },
  {
    number: 109,
    what: 'a record in the middle is put right later: order kept, the last value right',
    held: [
      ['centre/suites/persons.ts', 'the last word on it stands'],
      ['centre/suites/taking-back.ts', 'points for hours are put right'],
    ],
  },
  {
    number: 110,
    what: 'one of a batch fails: the others are done, the one is named',
    held: [
      ['unit/sync/hostile-centre.test.ts', 'that cannot take one record gets all before it'],
      ['centre/suites/upload.ts', 'a type that nobody knows is held, kept and blocks nothing'],
    ],
  },
  {
    number: 111,
    what: 'who takes an answer throws: the queue goes on, in order',
    held: [
      ['unit/sync/upload.test.ts', 'or leaves it open whether it did'],
      ['centre/suites/limits.ts', 'a refused batch can be sent again in order'],
    ],
  },
  {
    number: 112,
    what: 'refused in the middle of an upload: entered again, and nothing lost',
    held: [
      ['unit/sync/pairing.test.ts', 'that is refused is shown and tried again, while records wait'],
      ['unit/sync/pairing.test.ts', 'with a new token is tried at once'],
    ],
  },
  {
    number: 113,
    what: 'sent again while the first is being worked on; keys of one device are not another’s',
    held: [
      ['centre/suites/order.ts', 'the same batch again gives the same answer and changes nothing'],
      ['centre/suites/order.ts', 'two batches of one station at once leave each record once'],
      ['centre/suites/pairing.ts', 'a device cannot end another one'],
      ['unit/station/desk/by-hand.test.ts', 'the same command at the same moment twice enters once'],
    ],
  },
  {
    number: 114,
    what: 'a file from outside: refused whole, or each wrong row named',
    held: [
      ['unit/station/import/import.test.ts', 'is refused by a reason, and another one can be taken'],
      ['unit/station/import/judge.test.ts', 'a fault names the row and a masked person'],
    ],
  },
  {
    number: 115,
    what: 'what was done offline takes no place that others have reserved',
    held: [],
    without: feed,
  },
]

test('every case is listed once; 91 waits for an updater', () => {
  const wanted = Array.from({ length: 115 - 83 + 1 }, (_, index) => 83 + index).filter(
    (number) => number !== 91,
  )
  expect(cases.map(({ number }) => number)).toEqual(wanted)
})

test.each(cases.filter(({ held }) => held.length > 0))('case $number is held: $what', ({ held }) => {
  const missing = held.filter(
    ([file, title]) => !readFileSync(join(root, 'tests', file), 'utf8').includes(title),
  )
  expect(missing).toEqual([])
})

test('a case that nothing holds says why', () => {
  const bare = cases.filter(({ held }) => held.length === 0)
  expect(bare.every(({ without }) => without !== undefined)).toBe(true)
  expect(bare.map(({ number }) => number)).toEqual([95, 100, 101, 106, 115])
})
