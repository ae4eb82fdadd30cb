import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { freeBytesOf } from './disk.ts'
import {
  currentLog,
  largestLogsBytes,
  logsYieldBelowBytes,
  nextPart,
  oldestParts,
  outlivedParts,
  partOf,
  type KeptFile,
} from './log-rules.ts'

/** What the last look into the folder came to. */
export interface Swept {
  bytes: number
  files: number
  /** Day of the oldest part, `null` before the first. */
  oldest: string | null
  /** Parts that should have been kept went, because all together were too large. */
  capped: boolean
  /** Parts went, or nothing is written, because the disk is nearly full. */
  yielding: boolean
}

export interface LogFolder {
  /** Gives the finished day its own name. */
  archive: (day: string) => Promise<void>
  /** Packs what is finished and lets go of what is not kept. */
  sweep: () => Promise<Swept>
}

const unfinished = '.unfinished'

const sizes = async (folder: string): Promise<KeptFile[]> => {
  const files: KeptFile[] = []
  for (const name of await readdir(folder)) {
    const { size } = await stat(join(folder, name))
    files.push({ name, bytes: size })
  }
  return files
}

/** Whole or not at all: a power cut leaves the part as it was. */
const pack = async (path: string): Promise<void> => {
  const target = `${path}.gz${unfinished}`
  await pipeline(createReadStream(path), createGzip(), createWriteStream(target, { mode: 0o600 }))
  const handle = await open(target, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(target, `${path}.gz`)
  await rm(path)
}

/** The finished days of a log, beside the one that is written. */
export const createLogFolder = (
  folder: string,
  { freeBytes = freeBytesOf }: { freeBytes?: (folder: string) => Promise<number> } = {},
): LogFolder => {
  const remove = async (names: readonly string[]): Promise<void> => {
    for (const name of names) await rm(join(folder, name), { force: true })
  }
  const packAll = async (): Promise<void> => {
    for (const { name } of await sizes(folder)) {
      if (name.endsWith(unfinished)) await rm(join(folder, name))
      else if (partOf(name)?.packed === false) await pack(join(folder, name))
    }
  }
  const tooLittle = async (): Promise<number> => logsYieldBelowBytes - (await freeBytes(folder))
  const sum = (files: readonly KeptFile[]): number => files.reduce((total, { bytes }) => total + bytes, 0)

  return {
    archive: async (day) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const from = join(folder, currentLog)
      await chmod(from, 0o600)
      await rename(from, join(folder, nextPart(await readdir(folder), day)))
    },
    sweep: async () => {
      // Packing needs room of its own, and gives it back only afterwards.
      const yieldsFirst = (await tooLittle()) > 0
      if (!yieldsFirst) await packAll()
      await remove(outlivedParts(await sizes(folder)))
      const kept = await sizes(folder)
      const overCap = oldestParts(kept, sum(kept) - largestLogsBytes)
      await remove(overCap)
      const missing = await tooLittle()
      await remove(oldestParts(await sizes(folder), missing))
      const left = await sizes(folder)
      const [oldest] = left.flatMap(({ name }) => partOf(name)?.day ?? []).toSorted()
      return {
        bytes: sum(left),
        files: left.length,
        oldest: oldest ?? null,
        capped: overCap.length > 0,
        yielding: missing > 0,
      }
    },
  }
}
