import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import type { LastTap } from '../../electron/contract/pushes.ts'
import { prepareFolder } from '../../electron/station/folder.ts'
import { addAgreedPeople } from '../support/agreed-people.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { FakeCentre } from '../support/fake-centre.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, diskFolder, lacks } from '../support/fault-tools.ts'
import { chosenSeed, seeded } from '../support/seeded.ts'
import { readRecords } from '../support/station-records.ts'
import { until } from '../support/until.ts'
import { Gone, startLife, startVisitors, tapsShown, type Life, type Visitors } from '../support/visitors.ts'

const kills = deep ? 300 : 6
const lacking = lacks('socat')

/** Lets people tap until the station is gone. */
const tapOn = async (visitors: Visitors, life: Life, cards: Iterator<string>): Promise<void> => {
  try {
    for (;;) await visitors.tap(life, String(cards.next().value))
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
}

/** Waits for the moment of the next kill: taps shown, an upload that has arrived, or any moment between. */
const killMoment = async (random: () => number, life: Life, centre: FakeCentre): Promise<void> => {
  const taps = tapsShown(life).length
  const enough = 1 + Math.floor(random() * 5)
  const way = random()
  await until(() => tapsShown(life).length >= taps + (way < 0.4 ? enough : 1), 30_000)
  const uploads = centre.uploads.length
  if (way >= 0.7) await until(() => centre.uploads.length > uploads, 30_000)
  else if (way >= 0.4) await systemClock.sleep(random() * 800)
}

/** The taps that pages were shown over all lives, each once, in the order of the lives. */
const shownOver = (lives: readonly Life[]): LastTap[] => {
  const shown = lives.flatMap(tapsShown)
  return shown.filter((tap, index) => tap.seq !== shown[index - 1]?.seq)
}

it.skipIf(lacking)(
  'a killed station has every tap that it showed, once, also at the centre, and goes on counting',
  async () => {
    const seed = chosenSeed()
    const random = seeded(seed)
    const dir = diskFolder()
    const centre = await FakeCentre.start()
    onTestFinished(() => centre.close())
    const people = crowd(deep ? 6000 : 400, businessDateOf(systemClock.now()))
    // Every second one has points: whatever a kill leaves of a tap, it is both or neither.
    await addAgreedPeople(
      prepareFolder(join(dir, 'data')),
      people.filter((_, index) => index % 2 === 0),
    )
    const visitors = await startVisitors(dir, people)
    onTestFinished(() => void visitors.reader.stop())
    const cards = people.map(({ id }) => id).values()
    const setup = {
      dir: join(dir, 'data'),
      reader: visitors.port,
      centre: { url: centre.url, token: 'TOKEN' },
    }

    const lives: Life[] = []
    const recoveries: number[] = []
    const begin = async (): Promise<Life> => {
      const began = performance.now()
      const life = await startLife(setup)
      if (lives.length > 0) recoveries.push(performance.now() - began)
      lives.push(life)
      return life
    }
    for (let n = 0; n < kills; n += 1) {
      const life = await begin()
      onTestFinished(() => life.kill())
      const tapping = tapOn(visitors, life, cards)
      await killMoment(random, life, centre)
      await life.kill()
      await tapping
      visitors.lift()
    }

    const last = await begin()
    onTestFinished(() => last.kill())
    const known = String(cards.next().value)
    expect((await visitors.tap(last, known)).outcome.kind).toBe('checkedIn')
    expect((await visitors.tap(last, known)).outcome.kind).toBe('alreadyCheckedIn')
    expect((await visitors.tap(last, people[0]!.id)).outcome.kind).toBe('alreadyCheckedIn')
    await last.healthy(({ outbox }) => outbox.pending === 0)
    expect(await last.stop()).toBe(0)

    const records = readRecords(setup.dir)
    const stored = new Map(records.taps.map((tap) => [tap.seq, tap]))
    const shown = shownOver(lives)
    const successes = shown.filter(({ outcome }) => outcome.kind === 'checkedIn')
    const lost = successes.filter(({ seq }) => stored.get(seq)?.kind !== 'checkedIn')
    const held = centre.held.map(({ event }) => String(event.id))
    const heldOnce = new Set(held)
    const missing = successes.filter(
      ({ seq }) => !heldOnce.has(records.checkIns.get(stored.get(seq)?.id ?? '') ?? ''),
    )
    process.stderr.write(
      `${String(kills)} kills (seed ${String(seed)}): ${String(successes.length)} taps shown, ${String(records.taps.length)} stored, ` +
        `${String(records.awards.length)} with points, ${String(lost.length)} lost, ${String(missing.length)} missing at the centre, ${String(held.length - heldOnce.size)} doubled of ${String(held.length)} records\n`,
    )
    const unshown = records.taps.length - new Set(shown.map(({ seq }) => seq)).size
    recoveries.forEach((recoveredMs, index) => {
      const atEnd = {
        lost: lost.length + missing.length,
        doubled: held.length - heldOnce.size,
        resolved: unshown,
      }
      noteRun({ row: 1, variant: 'whole station' }, { recoveredMs, ...(index === 0 ? atEnd : {}) })
    })
    expect(successes.length).toBeGreaterThan(kills)
    expect({ lost, missing }).toEqual({ lost: [], missing: [] })
    // Case 62: no presence of who had agreed without its points, and no points without a presence.
    expect({ unpaid: records.unpaid, unearned: records.unearned }).toEqual({ unpaid: [], unearned: [] })
    expect(records.awards.length).toBeGreaterThan(kills / 4)
    expect(held).toHaveLength(heldOnce.size)
    expect([...heldOnce].sort()).toEqual(records.ids.sort())
    expect(centre.streams.get(records.head.incarnation)?.at(-1)).toMatchObject({
      sequence: records.head.sequence,
      hash: records.head.hash,
    })
    const numbers = shown.map(({ seq }) => seq)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  },
)
