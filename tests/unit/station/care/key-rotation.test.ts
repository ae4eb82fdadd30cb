import { describe, expect, it, onTestFinished } from 'vitest'
import { StationError } from '../../../../electron/base/errors.ts'
import {
  createBusy,
  createKeyRotation,
  type KeyRotation,
} from '../../../../electron/station/care/key-rotation.ts'
import { nameOf } from '../../../../electron/residents/store.ts'
import { readFieldVersions } from '../../../../electron/store/field-versions.ts'
import type { OpenedStore } from '../../../../electron/store/database.ts'
import type { Store } from '../../../../electron/store/tx.ts'
import { fillWithCipherText } from '../../../support/cipher-rows.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { nine, openPipeline, type Pipeline } from '../../../support/pipeline.ts'

interface World {
  line: Pipeline
  rotation: KeyRotation
  residents: string[]
  fatal: unknown[]
  begin: () => void
  versions: () => { current: number; oldest: number }
}

const worldOf = async ({
  people = 1200,
  isDiskTight = (): boolean => false,
  wrap = (store: Store): Store => store,
  dir = undefined as string | undefined,
} = {}): Promise<World> => {
  const line = await openPipeline(dir === undefined ? {} : { dir })
  onTestFinished(() => {
    line.close()
  })
  const { parts, versions } = line
  const store = parts.store as OpenedStore
  const residents = people === 0 ? [] : fillWithCipherText(store, parts.cipher, line.newId, people)
  const fatal: unknown[] = []
  const rotation = createKeyRotation({
    ...parts,
    store: wrap(store),
    versions,
    isBusy: createBusy({
      clock: line.clock,
      lastTapAt: () => {
        const last = line.taps.last()
        return last === null ? null : Date.parse(last.at)
      },
      isDiskTight,
    }),
    fatal: (error) => fatal.push(error),
  })
  return {
    line,
    rotation,
    residents,
    fatal,
    begin: () => {
      expect(store.transaction(rotation.begin)).toBe(true)
      rotation.begun()
    },
    versions: () => store.read(readFieldVersions),
  }
}
const anotherCard = (n: number): { idNumber: string } => ({
  idNumber: syntheticNumber('1945-03-07', 100 + n),
})
const halfMinute = 30_000

describe('an old key', () => {
  it('is replaced in pieces and dropped, while cards are taken and everybody is found', async () => {
    const { line, rotation, begin, versions, residents } = await worldOf()
    line.addEvent({ startsAt: nine })
    begin()
    expect(rotation.state()).toEqual({ version: 2, isRotating: true })
    for (let n = 0; n < 8; n += 1) {
      line.clock.advance(150)
      expect(line.tap(anotherCard(n)).kind).toBe('checkedIn')
      expect(line.tap(anotherCard(n)).kind).toBe('alreadyCheckedIn')
      line.clock.advance(3000)
    }
    expect(rotation.state().isRotating).toBe(true)
    line.clock.advance(halfMinute)
    expect(rotation.state()).toEqual({ version: 2, isRotating: false })
    expect(versions()).toEqual({ current: 2, oldest: 2 })
    expect(line.tap(anotherCard(3)).kind).toBe('alreadyCheckedIn')
    expect(line.parts.store.read((tx) => nameOf(tx, line.parts.cipher, residents[700] ?? ''))).toBe('王秀兰')
    // Nothing is left that would wake the machine.
    const { waiting } = line.clock
    line.clock.advance(60 * halfMinute)
    expect(line.clock.waiting).toBeLessThanOrEqual(waiting)
  })

  it.each([
    ['after a card', false],
    ['while the disk is nearly full', true],
  ])('waits %s', async (_, isTight) => {
    let tight = isTight
    const { line, begin, versions } = await worldOf({ people: 3, isDiskTight: () => tight })
    if (!isTight) line.tap(anotherCard(1))
    begin()
    const oldOnes = (): number =>
      line.parts.store.read((tx) =>
        tx.get<{ n: number }>(`select count(*) as n from resident where substr(name_cipher, 1, 1) = x'01'`),
      )?.n ?? 0
    const before = oldOnes()
    line.clock.advance(2900)
    expect(oldOnes()).toBe(before)
    tight = false
    line.clock.advance(halfMinute)
    expect(versions()).toEqual({ current: 2, oldest: 2 })
  })

  it('does not wait for a card of a time to come: the clock was wrong', async () => {
    const { line, begin, versions } = await worldOf({ people: 3 })
    line.tap(anotherCard(1))
    line.clock.setWall(nine - 400 * 24 * 3_600_000)
    begin()
    line.clock.advance(halfMinute)
    expect(versions().oldest).toBe(2)
  })

  it('is replaced by the next start where this one ended', async () => {
    const { line, begin, rotation, versions } = await worldOf()
    begin()
    line.clock.advance(250)
    rotation.stop()
    line.clock.advance(halfMinute)
    expect(versions()).toEqual({ current: 2, oldest: 1 })
    const next = await worldOf({ people: 0, dir: line.dir })
    next.line.clock.advance(halfMinute)
    expect(next.versions()).toEqual({ current: 2, oldest: 2 })
  })

  it('is kept where a field does not open, and that is said once', async () => {
    const { line, begin, versions, residents } = await worldOf({ people: 3 })
    const [id = ''] = residents
    line.parts.store.transaction((tx) =>
      tx.run('update resident set name_cipher = ? where id = ?', Buffer.alloc(40, 1), id),
    )
    begin()
    line.clock.advance(20 * halfMinute)
    expect(versions()).toEqual({ current: 2, oldest: 1 })
    const said = line.log.lines.filter(({ level }) => level === 'error')
    expect(said).toMatchObject([{ fields: { fields: 1 } }])
  })

  it.each([
    ['tried again after an error that passes', 'storeFull', false, 0],
    ['left to the next process where the disk failed', 'storeIo', false, 1],
    ['tried again where it is unknown what was written', 'commitUnknown', true, 0],
  ] as const)('is %s', async (_, code, reopens, deaths) => {
    let failures = 1
    let reopened = 0
    const wrap = (store: Store): Store =>
      Object.assign(Object.create(store) as Store, {
        read: store.read.bind(store),
        reopen: () => {
          reopened += 1
        },
        transaction: <T>(work: Parameters<typeof store.transaction<T>>[0]): T => {
          if (failures === 0) return store.transaction(work)
          failures -= 1
          throw new StationError(code, {})
        },
      })
    const { line, begin, versions, fatal } = await worldOf({ people: 3, wrap })
    begin()
    line.clock.advance(50_000)
    expect(versions().oldest).toBe(1)
    expect(fatal).toHaveLength(deaths)
    expect(reopened).toBe(reopens ? 1 : 0)
    line.clock.advance(2 * halfMinute)
    // A disk that failed one flush may lie about the next: nothing more is written to it.
    expect(versions().oldest).toBe(deaths === 0 ? 2 : 1)
  })
})
