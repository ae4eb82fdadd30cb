import { readdir, readFile } from 'node:fs/promises'
import { availableParallelism, release, totalmem, uptime } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { toInstant, type Clock } from '../../base/clock.ts'
import { describeError } from '../../base/errors.ts'
import { currentLog, partOf } from '../../base/log-rules.ts'
import type { Health } from '../../contract/health.ts'
import { addDays, businessDateOf } from '../../contract/values.ts'
import type { Store, Tx } from '../../store/tx.ts'
import type { Settings } from '../settings.ts'
import { plainLine } from './log-lines.ts'
import { queueRows } from './queue.ts'
import type { ZipPart } from './zip.ts'

const logDays = 14
/** Of all logs together, unpacked: the newest of them. */
const mostLogBytes = 16 * 1024 * 1024
const linesAtOnce = 500
const queueShown = 200

/** Tables whose rows may be counted. A table that is not named here is not in the file. */
const counted = [
  'resident',
  'attendance',
  'credit_entry',
  'event',
  'outbox',
  'incarnation',
  'verdict',
  'tap',
  'audit',
  'staff',
] as const

const unpack = promisify(gunzip)

export interface BundleSources {
  logFolder: string
  clock: Clock
  store: Store
  health: () => Health
  settings: () => Settings
}

const jsonPart = (name: string, value: unknown): ZipPart => ({
  name,
  content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
})

/** What was set up, without whom: no contact, no address of the centre beyond its host. */
export const plainSettings = (settings: Settings): object => {
  const { mode, station, readerSide, mountHeight, opening, steps, centre, readerPort } = settings
  const host = centre === null ? null : (URL.parse(centre.url)?.host ?? null)
  return {
    mode,
    code: station.code,
    readerSide,
    mountHeight,
    opening,
    steps,
    centre: host,
    readerPort,
    hasContact: settings.contact !== null,
  }
}

const countsOf = (tx: Tx): Record<string, number> =>
  Object.fromEntries(
    counted.map((table) => [table, tx.get<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0]),
  )

/** Lines that may leave, a few hundred at a time: a tap between two pieces goes first. */
const plainLines = async (text: string, clock: Clock): Promise<string[]> => {
  const lines = text.split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length; at += linesAtOnce) {
    if (at > 0) await clock.sleep(0)
    kept.push(...lines.slice(at, at + linesAtOnce).flatMap((line) => plainLine(line) ?? []))
  }
  return kept
}

const logNames = async (folder: string, from: string): Promise<string[]> => {
  const parts = (await readdir(folder)).flatMap((name) => {
    const part = partOf(name)
    return part === null || part.day < from ? [] : [{ name, ...part }]
  })
  const ordered = parts.toSorted((a, b) => b.day.localeCompare(a.day) || b.nth - a.nth)
  return [currentLog, ...ordered.map(({ name }) => name)]
}

/** Logs of the last days, the newest first, as far as there is room. */
const logParts = async ({ logFolder, clock }: BundleSources): Promise<ZipPart[]> => {
  const parts: ZipPart[] = []
  let room = mostLogBytes
  const from = addDays(businessDateOf(clock.now()), -logDays)
  const names = await logNames(logFolder, from).catch(() => [])
  for (const name of names) {
    try {
      const raw = await readFile(join(logFolder, name))
      const text = (name.endsWith('.gz') ? await unpack(raw) : raw).toString('utf8')
      const lines = await plainLines(text, clock)
      const content = Buffer.from(lines.map((line) => `${line}\n`).join('')).subarray(-room)
      parts.push({ name: `logs/${name.replace(/\.gz$/, '')}`, content })
      room -= content.length
    } catch (error) {
      parts.push(jsonPart(`logs/${name}.missing`, { cause: describeError(error) }))
    }
    if (room <= 0) break
  }
  return parts
}

/**
 * What goes into a support file. It is a list of what may, not of what may not: no database, no picture, no name, no
 * number of a person, no key, no token.
 */
export const gatherBundle = async (sources: BundleSources): Promise<ZipPart[]> => {
  const { clock, store, settings } = sources
  const health = sources.health()
  const now = clock.now()
  const machine = {
    platform: process.platform,
    arch: process.arch,
    system: release(),
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    upSeconds: Math.floor(uptime()),
  }
  return [
    jsonPart('about.json', {
      at: toInstant(now),
      version: health.version,
      versions: health.versions,
      machine,
    }),
    jsonPart('health.json', health),
    jsonPart('settings.json', plainSettings(settings())),
    jsonPart('counts.json', store.read(countsOf)),
    jsonPart(
      'queue.json',
      store.read((tx) => queueRows(tx, 0, queueShown)),
    ),
    ...(await logParts(sources)),
  ]
}
