/** Days of which the log is kept: more than six months. Counted by files, so that a wrong clock throws nothing away. */
export const keptLogDays = 200
export const largestLogsBytes = 500 * 1024 * 1024
/** A part of a day: however much is written, the oldest parts can go before the newest. */
export const largestPartBytes = 32 * 1024 * 1024
/** With less free than this the records need the disk more than the logs do. */
export const logsYieldBelowBytes = 256 * 1024 * 1024

/** The log that is written now. */
export const currentLog = 'station.log'

/** Midnight is the village's. */
const shanghaiMs = 8 * 3_600_000

export const logDayOf = (ms: number): string => new Date(ms + shanghaiMs).toISOString().slice(0, 10)

/** Name of a finished part, without `.gz`. */
export const partName = (day: string, nth: number): string =>
  `station-${day}${nth === 1 ? '' : `-${String(nth)}`}.log`

interface Part {
  day: string
  nth: number
  packed: boolean
}

/** What a file's name says of it, `null` for a file that is no finished part of ours. */
export const partOf = (name: string): Part | null => {
  const match = /^station-(\d{4}-\d{2}-\d{2})(?:-(\d{1,4}))?\.log(\.gz)?$/.exec(name)
  return match === null
    ? null
    : { day: match[1] ?? '', nth: Number(match[2] ?? 1), packed: match[3] !== undefined }
}

/** The next free name of a day. */
export const nextPart = (names: readonly string[], day: string): string => {
  const taken = names.flatMap((name) => {
    const part = partOf(name)
    return part?.day === day ? [part.nth] : []
  })
  return partName(day, Math.max(0, ...taken) + 1)
}

export interface KeptFile {
  name: string
  bytes: number
}

/** Oldest first. Files that are no parts of ours are left out. */
export const inOrder = (files: readonly KeptFile[]): KeptFile[] =>
  files
    .flatMap((file) => {
      const part = partOf(file.name)
      return part === null ? [] : [{ file, part }]
    })
    .toSorted((a, b) => a.part.day.localeCompare(b.part.day) || a.part.nth - b.part.nth)
    .map(({ file }) => file)

/** Parts of days beyond those that are kept. */
export const outlivedParts = (files: readonly KeptFile[]): string[] => {
  const ordered = inOrder(files)
  const days = [...new Set(ordered.map(({ name }) => partOf(name)?.day ?? ''))]
  const kept = new Set(days.slice(-keptLogDays))
  return ordered.map(({ name }) => name).filter((name) => !kept.has(partOf(name)?.day ?? ''))
}

/** The oldest parts that have to go so that `tooMuch` bytes less lie there. */
export const oldestParts = (files: readonly KeptFile[], tooMuch: number): string[] => {
  const gone: string[] = []
  let left = tooMuch
  for (const { name, bytes } of inOrder(files)) {
    if (left <= 0) break
    gone.push(name)
    left -= bytes
  }
  return gone
}

/** Eighteen characters that can only be the number of an identity card. */
const cardNumber = /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g

/** The last line of defence: texts of other programs' errors may quote what they were given. */
export const withoutNumbers = (line: string): string => line.replace(cardNumber, '•••')
