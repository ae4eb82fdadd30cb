import { largestBatch } from './batch.ts'

/** Batches a second that one centre plans for; the appointments of admission run at the same pace. */
export const plannedBatchesPerSecond = 150

/** What stations keep to. Additive: a station ignores what it does not know and has defaults for the rest. */
export interface Policy {
  maxRecords: number
  maxBytes: number
  /** After power-on or reconnection a station waits a random time up to this. */
  jitterMs: number
  /** How often a quiet station asks for anything, so that it counts as connected. */
  pollMs: number
  supports: readonly string[]
}

/** The jitter spreads all stations over the time in which half the planned rate serves each once. */
export const policyFor = (stations: number): Policy => ({
  maxRecords: largestBatch.records,
  maxBytes: largestBatch.bytes,
  jitterMs: Math.round((stations / (0.5 * plannedBatchesPerSecond)) * 1000),
  pollMs: 60_000,
  supports: ['upload', 'stream', 'recovery'],
})
