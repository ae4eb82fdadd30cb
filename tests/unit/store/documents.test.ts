import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  openDocument,
  type DocumentOptions,
  type StationDocument,
} from '../../../electron/store/documents.ts'
import { ManualClock, settle } from '../../support/manual-clock.ts'
import { keptLog, testFolder, textLike } from '../../support/test-store.ts'
import { until } from '../../support/until.ts'

interface Settings {
  name: string
  count: number
}

const parse = (data: unknown): Settings => {
  const { name, count } = data as Settings
  if (typeof name !== 'string' || typeof count !== 'number') throw new Error('not settings')
  return { name, count }
}

const open = (
  dir: string,
  change: Partial<DocumentOptions<Settings>> = {},
): Promise<StationDocument<Settings>> =>
  openDocument({
    file: join(dir, 'settings.json'),
    schemaVersion: 2,
    parse,
    defaults: { name: '', count: 0 },
    clock: new ManualClock(),
    log: keptLog(),
    ...change,
  })

const written = async (dir: string, ...names: string[]): Promise<void> => {
  const document = await open(dir)
  for (const name of names) await document.update((data) => void (data.name = name))
}

const file = (dir: string): string => join(dir, 'settings.json')
const aside = (dir: string): string[] => readdirSync(dir).filter((name) => name.includes('.damaged-'))

describe('a document', () => {
  it('starts with its defaults and writes nothing before the first change', async () => {
    const dir = testFolder()
    const document = await open(dir)
    expect(document).toMatchObject({ data: { name: '', count: 0 }, source: 'defaults', problem: undefined })
    expect(readdirSync(dir)).toEqual([])
  })

  it('is found again as it was written, also where tests run', async () => {
    const dir = testFolder()
    await written(dir, '一号站')
    expect(await open(dir)).toMatchObject({ data: { name: '一号站', count: 0 }, source: 'file' })
    expect(statSync(file(dir)).mode & 0o777).toBe(0o600)
  })

  it('can be read by people: schema, a number that rises, a digest, the data', async () => {
    const dir = testFolder()
    await written(dir, 'a', 'b')
    const text = readFileSync(file(dir), 'utf8')
    expect(JSON.parse(text)).toEqual({
      schema: 2,
      sequence: 2,
      sha256: textLike(/^[0-9a-f]{64}$/),
      data: { name: 'b', count: 0 },
    })
    expect(text.split('\n').length).toBeGreaterThan(5)
  })

  it('goes on counting after a restart', async () => {
    const dir = testFolder()
    await written(dir, 'a')
    await written(dir, 'b')
    expect(JSON.parse(readFileSync(file(dir), 'utf8'))).toMatchObject({ sequence: 2 })
  })

  it('takes edits of a copy, or a new value', async () => {
    const document = await open(testFolder())
    await document.update((data) => {
      data.count = 3
    })
    await document.update((data) => ({ ...data, name: 'new' }))
    expect(document.data).toEqual({ name: 'new', count: 3 })
  })

  it('is unchanged when the change fails or does not parse', async () => {
    const dir = testFolder()
    const document = await open(dir)
    await document.update((data) => void (data.count = 1))
    await expect(
      document.update((data) => {
        data.count = 2
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await expect(document.update(() => ({ name: 7 }))).rejects.toThrow('not settings')
    expect(document.data.count).toBe(1)
    expect((await open(dir)).data.count).toBe(1)
  })

  it('loses none of fifty changes made at once, and leaves no other file', async () => {
    const dir = testFolder()
    const document = await open(dir)
    await Promise.all(Array.from({ length: 50 }, () => document.update((data) => void (data.count += 1))))
    const again = await open(dir)
    expect(again.data.count).toBe(50)
    expect(readdirSync(dir)).toEqual(['settings.json'])
  })

  it('answers a change only when it is on the disk, and the first one before the last is asked', async () => {
    const dir = testFolder()
    let renames = 0
    const document = await open(dir, {
      rename: async (from, to) => {
        renames += 1
        await rename(from, to)
      },
    })
    const first = document.update((data) => void (data.name = 'first'))
    await first
    expect(JSON.parse(readFileSync(file(dir), 'utf8'))).toMatchObject({ data: { name: 'first' } })
    const many = Array.from({ length: 20 }, (_, n) => document.update((data) => void (data.count = n)))
    await Promise.all(many)
    expect(renames).toBeLessThanOrEqual(4)
  })

  it('upgrades the data of an older schema by its parser', async () => {
    const dir = testFolder()
    const old = await open(dir, { schemaVersion: 1 })
    await old.update((data) => void (data.count = 4))
    const seen: number[] = []
    const document = await open(dir, {
      parse: (data, schema) => {
        seen.push(schema)
        return { ...parse(data), name: `from ${String(schema)}` }
      },
    })
    expect(document.data).toEqual({ name: 'from 1', count: 4 })
    expect(seen).toContain(1)
  })

  it('clears away what a killed write left, and nothing else', async () => {
    const dir = testFolder()
    await written(dir, 'a')
    writeFileSync(join(dir, 'settings.json.0123456789ab.tmp'), 'half')
    writeFileSync(join(dir, 'settings.json.note'), 'of a person')
    await open(dir)
    expect(readdirSync(dir).sort()).toEqual(['settings.json', 'settings.json.note'])
  })
})

describe('a broken document', () => {
  const breaks: [string, (text: string) => string][] = [
    ['torn', (text) => text.slice(0, text.length / 2)],
    ['of length zero', () => ''],
    ['null', () => 'null'],
    ['with a changed value', (text) => text.replace('"now"', '"not"')],
    ['whose data do not parse', () => '{"schema":2,"sequence":1,"sha256":"","data":null}'],
    ['of a newer program', (text) => text.replace('"schema": 2', '"schema": 3')],
  ]

  it.each(breaks)('%s: the previous copy is used, the file kept aside, staff told', async (_, damage) => {
    const dir = testFolder()
    await written(dir, 'before', 'now')
    const broken = damage(readFileSync(file(dir), 'utf8'))
    writeFileSync(file(dir), broken)
    const log = keptLog()
    const document = await open(dir, { log })
    expect(document).toMatchObject({ data: { name: 'before' }, source: 'previous' })
    expect(document.problem).toMatchObject({ file: file(dir), keptAs: textLike('.damaged-') })
    expect(readFileSync(document.problem!.keptAs!, 'utf8')).toBe(broken)
    expect(log.lines.map(({ level }) => level)).toEqual(['error'])
    await document.update((data) => void (data.count = 9))
    expect((await open(dir)).data).toEqual({ name: 'before', count: 9 })
    expect(aside(dir)).toHaveLength(1)
  })

  it('with a broken previous copy: the defaults, both kept aside', async () => {
    const dir = testFolder()
    await written(dir, 'before', 'now')
    writeFileSync(file(dir), '{')
    writeFileSync(`${file(dir)}.prev`, '{')
    const document = await open(dir)
    expect(document).toMatchObject({ data: { name: '' }, source: 'defaults' })
    expect(document.problem).toBeDefined()
    expect(aside(dir)).toHaveLength(2)
  })

  it('that is gone: the previous copy, and staff told', async () => {
    const dir = testFolder()
    await written(dir, 'before', 'now')
    rmSync(file(dir))
    const document = await open(dir)
    expect(document).toMatchObject({ source: 'previous', problem: { reason: 'missing' } })
    expect(aside(dir)).toEqual([])
  })

  it('never becomes the previous copy', async () => {
    const dir = testFolder()
    const document = await open(dir)
    await document.update((data) => void (data.name = 'good'))
    writeFileSync(file(dir), 'scribbled over while open')
    await document.update((data) => void (data.name = 'better'))
    expect(existsSync(`${file(dir)}.prev`)).toBe(false)
    copyFileSync(file(dir), join(dir, 'copy'))
    await document.update((data) => void (data.name = 'best'))
    expect(readFileSync(`${file(dir)}.prev`, 'utf8')).toBe(readFileSync(join(dir, 'copy'), 'utf8'))
  })
})

describe('a disk that refuses', () => {
  const refusal = (code: string): Error => Object.assign(new Error(code), { code })

  it('for a moment is asked again, ever more slowly', async () => {
    const dir = testFolder()
    const clock = new ManualClock()
    const asked: number[] = []
    const document = await open(dir, {
      clock,
      rename: async (from, to) => {
        asked.push(clock.monotonic())
        if (asked.length <= 8) throw refusal(['EPERM', 'EACCES', 'EBUSY'][asked.length % 3]!)
        await rename(from, to)
      },
    })
    const done = document.update((data) => void (data.count = 1))
    while (asked.length < 9) {
      await until(() => clock.waiting > 0 || asked.length === 9)
      await clock.advanceUntil(() => false, 500)
    }
    await done
    const waits = asked.slice(1).map((at, n) => at - asked[n]!)
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 500, 500])
    expect((await open(dir)).data.count).toBe(1)
  })

  it('for good leaves the data in memory, the file as it was, and tries each minute', async () => {
    const dir = testFolder()
    const clock = new ManualClock()
    let refuses = false
    const document = await open(dir, {
      clock,
      rename: async (from, to) => {
        if (refuses) throw refusal('ENOSPC')
        await rename(from, to)
      },
    })
    await document.update((data) => void (data.count = 1))
    refuses = true
    await expect(document.update((data) => void (data.count = 2))).rejects.toMatchObject({
      code: 'storeFull',
    })
    expect(document).toMatchObject({ data: { count: 2 }, problem: { reason: 'unwritten' } })
    expect(JSON.parse(readFileSync(file(dir), 'utf8'))).toMatchObject({ data: { count: 1 } })
    refuses = false
    clock.advance(60_000)
    await until(() => document.problem === undefined)
    expect(JSON.parse(readFileSync(file(dir), 'utf8'))).toMatchObject({ data: { count: 2 } })
    refuses = true
    await expect(document.update((data) => void (data.count = 3))).rejects.toMatchObject({
      code: 'storeFull',
    })
    refuses = false
    await document.update((data) => void (data.count = 4))
    expect(clock.waiting, 'nothing is left to be tried again').toBe(0)
    expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('because the folder is gone says so', async () => {
    const dir = testFolder()
    const document = await open(dir)
    renameSync(dir, `${dir}-moved`)
    await expect(document.update((data) => void (data.count = 1))).rejects.toMatchObject({
      code: 'documentBroken',
      params: { reason: 'ENOENT' },
    })
    document.close()
    mkdirSync(dir)
    rmSync(`${dir}-moved`, { recursive: true })
  })

  it('to move a broken file aside stops the opening rather than overwrite it', async () => {
    const dir = testFolder()
    writeFileSync(file(dir), 'broken')
    const clock = new ManualClock()
    const taken = `${file(dir)}.damaged-${String(clock.now())}`
    mkdirSync(join(taken, 'in the way'), { recursive: true })
    await expect(open(dir, { clock })).rejects.toMatchObject({ code: 'documentBroken' })
    expect(readFileSync(file(dir), 'utf8')).toBe('broken')
    chmodSync(taken, 0o700)
    await settle()
  })
})
