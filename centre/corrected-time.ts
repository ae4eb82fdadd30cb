/** What an upload tells of the station's clocks. */
export interface StationClock {
  sentAtMs: number | undefined
  monotonicMs: number | undefined
  bootId: string | undefined
}

export interface RecordClock {
  timeMs: number | null
  bootId: unknown
  monotonicMs: number | undefined
}

const longestRunMs = 400 * 86_400_000

/**
 * When a record happened by the centre's clock. Exact by the monotonic clock while the station has not
 * been restarted since; else the station's time moved by what its clock is off now; never in the future.
 */
export const correctedTime = (record: RecordClock, station: StationClock, receivedMs: number): number => {
  const within = (ms: number): number => Math.round(Math.min(receivedMs, Math.max(0, ms)))
  if (station.bootId !== undefined && station.bootId === record.bootId) {
    const ageMs = (station.monotonicMs ?? NaN) - (record.monotonicMs ?? NaN)
    if (ageMs >= 0 && ageMs <= longestRunMs) return within(receivedMs - ageMs)
  }
  if (record.timeMs === null) return receivedMs
  return within(record.timeMs + (station.sentAtMs === undefined ? 0 : receivedMs - station.sentAtMs))
}
