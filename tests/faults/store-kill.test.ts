import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openDocument } from '../../electron/store/documents.ts'
import { deep, patience, diskFolder, lacks, run, startWriter } from '../support/fault-tools.ts'
import { noteRun } from '../support/fault-table.ts'
import { inspectTaps } from '../support/tap-store.ts'
import { until } from '../support/until.ts'

const sound = { lost: [], half: [], chainBreaks: 0 }

/** A station that is killed so often, each time it has acknowledged some more; gives how many these were. */
const killAgainAndAgain = async (kills: number): Promise<number> => {
  const dir = diskFolder()
  const acknowledged = new Set<string>()
  // Taps that are there though a kill came before their acknowledgement.
  let unasked = 0
  for (let n = 0; n < kills; n += 1) {
    const writer = startWriter(dir, 1_000_000)
    await writer.ready
    const enough = 1 + Math.floor(Math.random() * 40)
    await until(() => writer.acks.size >= enough)
    writer.child.kill('SIGKILL')
    expect(await writer.ended).toBe('SIGKILL')
    for (const id of writer.acks.keys()) acknowledged.add(id)
    const began = performance.now()
    const damage = inspectTaps(dir, acknowledged)
    noteRun(
      { row: 1, variant: 'the store alone' },
      {
        lost: damage.lost.length,
        resolved: damage.taps.size - acknowledged.size - unasked,
        recoveredMs: performance.now() - began,
      },
    )
    unasked = damage.taps.size - acknowledged.size
    expect(damage, `kill ${String(n)}`).toMatchObject(sound)
  }
  return acknowledged.size
}

it(
  'a killed station has every acknowledged tap, and no half one, at its next start',
  async () => {
    // Every tap is looked at after every kill: a new folder now and then keeps that short.
    for (let folder = 0; folder < (deep ? 15 : 1); folder += 1)
      expect(await killAgainAndAgain(20)).toBeGreaterThan(20)
  },
  patience(900_000),
)

const cannotInject = lacks('strace')

it.skipIf(cannotInject)(
  'killed at the very n-th write to the disk, it has every acknowledged tap, and no half one',
  async () => {
    const dir = diskFolder()
    const acknowledged = new Set<string>()
    const points = deep
      ? Array.from({ length: 400 }, (_, n) => n + 1)
      : [1, 8, 21, 55, 89, 144, 145, 200, 233, 377]
    await startWriter(dir, 1).ended
    for (const when of points) {
      const writer = startWriter(dir, 200, {
        strace: [
          '-f',
          '-qq',
          '-o/dev/null',
          '-e',
          'trace=pwrite64',
          '-e',
          `inject=pwrite64:signal=KILL:when=${String(when)}`,
        ],
      })
      await writer.ended
      for (const id of writer.acks.keys()) acknowledged.add(id)
      const damage = inspectTaps(dir, acknowledged)
      noteRun({ row: 2 }, { lost: damage.lost.length })
      expect(damage, `write ${String(when)}`).toMatchObject(sound)
    }
    expect(acknowledged.size).toBeGreaterThan(0)
  },
  patience(900_000),
)

const documentWriter = fileURLToPath(new URL('../support/document-writer.ts', import.meta.url))

it.skipIf(cannotInject)(
  'a document is flushed, named, and its name flushed, before its writer is told',
  () => {
    const dir = diskFolder()
    const recording = join(diskFolder(), 'recording')
    const options = [
      '-f',
      '-qq',
      '-y',
      '-e',
      'trace=fsync,rename,write',
      '-e',
      'signal=none',
      '-o',
      recording,
    ]
    run('strace', ...options, process.execPath, documentWriter, join(dir, 'settings.json'), '4')
    const steps = readFileSync(recording, 'utf8')
      .split('\n')
      .flatMap((line) => {
        if (/ fsync\(\d+<[^>]*\.tmp>/.test(line)) return 'content'
        if (line.includes(' fsync(') && line.includes(`<${dir}>`)) return 'folder'
        if (line.includes(' rename(')) return line.includes('.prev') ? 'previous' : 'name'
        return / write\(1<[^>]*>, "\d+\\n"/.test(line) ? 'told' : []
      })
    const each = ['content', 'content', 'previous', 'name', 'folder', 'told']
    expect(steps).toEqual(['content', 'name', 'folder', 'told', ...each, ...each, ...each])
  },
)

it('a document that is written when the power goes is the old one or the new one, whole', async () => {
  const dir = diskFolder()
  const file = join(dir, 'settings.json')
  const parse = (data: unknown): { count: number } => ({ count: (data as { count: number }).count })
  let promised = 0
  for (let n = 0; n < (deep ? 200 : 12); n += 1) {
    const child = spawn(process.execPath, [documentWriter, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    // From the second write on there is a previous copy.
    const enough = 2 + Math.floor(Math.random() * 25)
    await until(() => said.split('\n').length > enough)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.on('close', resolve))
    const last = said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)
    promised = Math.max(promised, Number(last))
    const document = await openDocument({
      file,
      schemaVersion: 1,
      parse,
      defaults: { count: 0 },
      clock: systemClock,
      log: silentLog,
    })
    expect(document).toMatchObject({ source: 'file', problem: undefined })
    expect(document.data.count).toBeGreaterThanOrEqual(promised)
    expect(JSON.parse(readFileSync(`${file}.prev`, 'utf8'))).toBeDefined()
    promised = document.data.count
  }
}, 300_000)
