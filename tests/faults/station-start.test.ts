import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { noteRun } from '../support/fault-table.ts'
import {
  failToStart,
  newFolder,
  removeFolder,
  startStation,
  type RunningStation,
  type StationSetup,
} from '../support/station.ts'

const folders: string[] = []
const running: RunningStation[] = []
const folder = (): string => {
  const dir = newFolder()
  folders.push(dir)
  return dir
}
const start = async (setup: StationSetup): Promise<RunningStation> => {
  const station = await startStation(setup)
  running.push(station)
  return station
}
/** A folder in which a station ran and ended. */
const usedFolder = async (): Promise<string> => {
  const dir = folder()
  const station = await start({ dir })
  await station.stop()
  return dir
}
afterEach(async () => {
  for (const station of running.splice(0)) await station.stop()
  for (const dir of folders.splice(0)) removeFolder(dir)
})

describe('a station that starts', () => {
  it('prints exactly one line, keeps its files to itself, and ends politely', async () => {
    const dir = folder()
    const station = await start({ dir })
    expect(station.stdout).toEqual([
      expect.stringMatching(/^station ready: http:\/\/127\.0\.0\.1:\d+\/\?key=\S+$/),
    ])
    for (const file of ['records.db', 'key', 'station.lock']) {
      expect(statSync(join(dir, file)).mode & 0o777, file).toBe(0o600)
    }
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(['settings.json', 'witness.json', 'logs']))
    const began = performance.now()
    expect(await station.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(5000)
    expect(station.stdout).toHaveLength(1)
  })

  it('goes on where it was, and says that --demo has nothing to do any more', async () => {
    const second = await start({ dir: await usedFolder() })
    expect(second.stderr.join('\n')).toContain('--demo is ignored')
    expect((await second.health()).settings).toBe('file')
  })

  it('is not stopped by a reader that is not there, nor by a centre that is not', async () => {
    const station = await start({
      dir: folder(),
      reader: '/dev/no-such-reader',
      centre: { url: 'http://127.0.0.1:9', token: 'AAAA1111' },
    })
    const health = await station.healthy(({ outbox }) => outbox.lastError !== null)
    expect(health.reader.state).toBe('searching')
    expect(health.outbox.lastError?.code).toBe('unreachable')
    expect(health.store.ok).toBe(true)
  })
})

describe('a station that cannot start says why in one line and changes nothing', () => {
  const refused = async (setup: StationSetup, code: number, line: RegExp): Promise<void> => {
    const result = await failToStart(setup)
    expect(result.stderr.trim().split('\n')).toHaveLength(1)
    expect(result.stderr).toMatch(line)
    expect(result.code).toBe(code)
    expect(result.stdout).toBe('')
  }

  it('a second start in the same folder', async () => {
    const dir = folder()
    await start({ dir })
    await refused({ dir }, 3, /already runs in/)
    noteRun({ row: 20, variant: 'whole station' })
  })

  it('a port that is taken; the station that has it goes on', async () => {
    const first = await start({ dir: folder() })
    const dir = folder()
    await refused({ dir, port: Number(new URL(first.url).port) }, 5, /port \d+ .*in use/)
    expect(readFileSync(join(dir, 'logs', 'station.log'), 'utf8')).toMatch(/in use.*did not start/)
    expect((await first.health()).store.ok).toBe(true)
  })

  it('a wrong option', async () => {
    await refused({ dir: folder(), args: ['--dmo'] }, 2, /^usage: /)
    await refused({ dir: folder(), args: ['--port', 'any'] }, 2, /^usage: /)
    await refused({ dir: folder(), env: { STATION_PIN: 'secret' }, demo: false }, 2, /STATION_PIN/)
  })

  it('a folder that cannot be made', async () => {
    const dir = join(folder(), 'file')
    writeFileSync(dir, 'in the way')
    await refused({ dir }, 4, /cannot be made or written/)
    expect(readFileSync(dir, 'utf8')).toBe('in the way')
  })

  it('a database that is missing though there was one', async () => {
    const dir = await usedFolder()
    rmSync(join(dir, 'records.db'))
    await refused({ dir }, 4, /records\.db is missing/)
    expect(existsSync(join(dir, 'records.db'))).toBe(false)
    noteRun({ row: 12, variant: 'whole station' })
  })

  it('a database that is empty', async () => {
    const dir = await usedFolder()
    truncateSync(join(dir, 'records.db'), 0)
    await refused({ dir }, 4, /records\.db was not opened: it is empty/)
    expect(statSync(join(dir, 'records.db')).size).toBe(0)
    noteRun({ row: 12, variant: 'whole station' })
  })

  it('a file of another program', async () => {
    const dir = await usedFolder()
    writeFileSync(join(dir, 'records.db'), 'not a database, but long enough to be looked at'.repeat(100))
    await refused({ dir }, 4, /records\.db was not opened/)
    noteRun({ row: 12, variant: 'whole station' })
  })

  it('a key that is missing, or another one: never a new key over existing data', async () => {
    const dir = await usedFolder()
    const key = readFileSync(join(dir, 'key'))
    rmSync(join(dir, 'key'))
    await refused({ dir }, 4, /key of this folder is missing/)
    expect(existsSync(join(dir, 'key'))).toBe(false)
    writeFileSync(join(dir, 'key'), Buffer.alloc(key.length, 7))
    chmodSync(join(dir, 'key'), 0o600)
    await refused({ dir }, 4, /key does not belong/)
    writeFileSync(join(dir, 'key'), key)
    expect((await (await start({ dir })).health()).store.ok).toBe(true)
  })
})

describe('broken settings', () => {
  it('are put aside; the previous good copy is used, and that is said', async () => {
    const dir = await usedFolder()
    const second = await start({ dir, args: ['--name', '新名字'] })
    await second.stop()
    writeFileSync(join(dir, 'settings.json'), '{"schema":1,"sequence":')
    const third = await start({ dir })
    expect(third.stderr.join('\n')).toMatch(/settings\.json could not be used .* previous good copy/)
    expect((await third.health()).settings).toBe('previous')
    expect(readdirSync(dir).filter((name) => name.startsWith('settings.json.damaged-'))).toHaveLength(1)
    noteRun({ row: 16, variant: 'torn, the copy good' })
  })

  it('without a previous copy: defaults, said aloud, and nothing is overwritten', async () => {
    const dir = await usedFolder()
    for (const name of ['settings.json', 'settings.json.prev']) writeFileSync(join(dir, name), 'garbage')
    const second = await start({ dir, demo: false })
    expect(second.stderr.join('\n')).toMatch(/settings\.json could not be used .* defaults/)
    expect((await second.health()).settings).toBe('defaults')
    const kept = readdirSync(dir).filter((name) => name.includes('.damaged-'))
    expect(kept.map((name) => readFileSync(join(dir, name), 'utf8'))).toContain('garbage')
    noteRun({ row: 16, variant: 'torn, the copy too' })
  })
})
