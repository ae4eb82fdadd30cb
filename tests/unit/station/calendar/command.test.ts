import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportCalendar } from '../../../../electron/station/calendar/command.ts'
import { readStrictly } from '../../../support/calendar-lines.ts'
import { day, openCalendar, type CalendarRig } from '../../../support/calendar-rig.ts'
import { nine } from '../../../support/pipeline.ts'
import { runProgram, startProgram } from '../../../support/program.ts'
import { stationArgs } from '../../../support/station.ts'

const host = 'electron/host.ts'
const titlesIn = (text: string): string[] =>
  readStrictly(Buffer.from(text)).map((lines) => lines.find(({ name }) => name === 'SUMMARY')?.value ?? '')

describe('while a station has the folder open', () => {
  let rig: CalendarRig

  beforeEach(async () => {
    rig = await openCalendar()
  })
  afterEach(() => {
    rig.pipe.close()
  })

  it('what was written a moment ago is in it, and nothing is written by it', () => {
    rig.event({ title: '净滩' })
    expect(titlesIn(exportCalendar(['--data', rig.pipe.dir]))).toEqual(['净滩'])
    const written = (): Buffer[] =>
      ['records.db', 'records.db-wal'].map((file) => readFileSync(join(rig.pipe.dir, file)))
    rig.event({ title: '理发' }, { startsAt: nine + 2 * day })
    const before = written()
    expect(titlesIn(exportCalendar(['--data', rig.pipe.dir]))).toEqual(['净滩', '理发'])
    expect(written()).toEqual(before)
  })

  it('the command writes the calendar and nothing else to standard output', async () => {
    rig.series('FREQ=DAILY', {}, { title: '晨练' })
    const { code, stdout, stderr } = await runProgram(host, ['calendar', '--data', rig.pipe.dir])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe(exportCalendar(['--data', rig.pipe.dir]))
    expect(titlesIn(stdout)).toEqual(['晨练'])
  })
})

it('of a running demonstration it holds the whole week', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'station-'))
  const station = await startProgram(host, stationArgs({ dir }), { ready: /^station ready: (http:\S+)$/ })
  try {
    const { code, stdout } = await runProgram(host, ['calendar', '--data', dir])
    expect(code).toBe(0)
    expect(titlesIn(stdout).length).toBeGreaterThan(5)
    expect(station.stderr.filter((line) => !line.startsWith('the page is not built'))).toEqual([])
  } finally {
    await station.stop()
    rmSync(dir, { recursive: true, force: true })
  }
})

describe('what is refused', () => {
  it.each([
    ['no folder is named', ['calendar'], 2],
    ['an option is unknown', ['calendar', '--data', 'x', '--fix'], 2],
    ['the folder is not there', ['calendar', '--data', '/nowhere/at/all'], 4],
  ])('%s', async (_, args, wanted) => {
    const { code, stdout, stderr } = await runProgram(host, args)
    expect([code, stdout]).toEqual([wanted, ''])
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['older', 50],
    ['newer', 9000],
  ])('a store of an %s layout is left alone, and says so', async (_, layout) => {
    const rig = await openCalendar()
    rig.pipe.close(true)
    const { dir } = rig.pipe
    const db = new DatabaseSync(join(dir, 'records.db'))
    db.exec(`pragma user_version = ${String(layout)}`)
    db.close()
    const before = readFileSync(join(dir, 'records.db'))
    expect(() => exportCalendar(['--data', dir])).toThrow(layout === 50 ? 'storeRefused' : 'storeNewer')
    expect(readFileSync(join(dir, 'records.db')).equals(before)).toBe(true)
    rmSync(dir, { recursive: true, force: true })
  })

  it('an empty folder stays empty', () => {
    const dir = mkdtempSync(join(tmpdir(), 'station-'))
    expect(() => exportCalendar(['--data', dir])).toThrow('storeRefused')
    expect([existsSync(dir), readdirSync(dir)]).toEqual([true, []])
    rmSync(dir, { recursive: true, force: true })
  })
})
