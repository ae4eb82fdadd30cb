import { cpus, loadavg } from 'node:os'

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}

/** Median, 99th percentile and largest of milliseconds. */
export const spread = (values: readonly number[]): string =>
  [
    `median ${quantile(values, 0.5).toFixed(1)} ms`,
    `p99 ${quantile(values, 0.99).toFixed(1)} ms`,
    `max ${quantile(values, 1).toFixed(1)} ms`,
    `n = ${String(values.length)}`,
  ].join(', ')

/** What else the machine does: figures of a busy one are no figures of the station. */
export const sayLoad = (): void => {
  const [minute = 0] = loadavg()
  say(`load ${minute.toFixed(1)} on ${String(cpus().length)} cores`)
}
