/** One system call of a trace made by `tracer`, as far as durability is concerned. */
export type Traced = { kind: 'flush'; file: string } | { kind: 'push'; seq: number }

/** Runs a program so that its flushes and what it sends to pages land in `file`, in the order they happened. */
export const tracer = (file: string): string[] => [
  'strace',
  // The tracer is the grandchild, so that signals reach the program itself.
  '-D',
  ...[
    '-f',
    '-qq',
    '-y',
    '-s',
    '120',
    '-e',
    'trace=fsync,fdatasync,write,writev,sendto,sendmsg',
    '-e',
    'signal=none',
    '-o',
    file,
  ],
]

const flush = /\bf(?:data)?sync\(\d+<([^>]+)>/
const push = /"?\\?"lastTap\\?".*?\\?"seq\\?":(\d+)/

/** Flushes and pushes of taps, in order. A call that strace split in two counts where it began. */
export const readTrace = (text: string): Traced[] =>
  text.split('\n').flatMap((line): Traced[] => {
    const flushed = flush.exec(line)
    if (flushed !== null) return [{ kind: 'flush', file: flushed[1] ?? '' }]
    const pushed = push.exec(line)
    return pushed === null ? [] : [{ kind: 'push', seq: Number(pushed[1]) }]
  })

/** How many flushes of the database's log stand before each tap's push and after the push before it. */
export const flushesBeforePushes = (trace: readonly Traced[]): Map<number, number> => {
  const counts = new Map<number, number>()
  let flushes = 0
  for (const event of trace) {
    if (event.kind === 'flush') {
      if (event.file.endsWith('records.db-wal')) flushes += 1
    } else {
      counts.set(event.seq, flushes)
      flushes = 0
    }
  }
  return counts
}
