import shipped from '../../../resources/catalogue.json' with { type: 'json' }
import { isStationError } from '../../../electron/base/errors.ts'
import { parseCatalogue } from '../../../electron/credit/catalogue-check.ts'

export type Json = Record<string, unknown>

export const open = { rev: 1, from: '2026-01-01', until: null }
export const free = { by: 'auto', noticeDays: 0, needs: [] }
export const second = { by: 'second', noticeDays: 0, needs: ['document'] }
export const council = { by: 'council', noticeDays: 5, needs: [] }
export const hours = { kind: 'perHours', amount: 100, unitMinutes: 240 }
export const times = (per: string, count: number): Json => ({ per, times: count, points: null })
export const points = (per: string, hundredths: number): Json => ({ per, times: null, points: hundredths })

export const revision = (changes: Json = {}): Json => ({
  ...open,
  enabled: true,
  award: { kind: 'perEvent', amount: 100 },
  caps: [],
  once: 'no',
  approval: second,
  ...changes,
})

export const item = (changes: Json = {}, ...revisions: Json[]): Json => ({
  id: 'N02',
  name: '邻里互助',
  category: '邻里互助',
  practice: true,
  basis: 'document',
  evidence: '站里两人确认',
  selfReport: false,
  source: { found: 'behaviour', note: '' },
  revisions: revisions.length === 0 ? [revision()] : revisions,
  ...changes,
})

export const catalogue = (...items: Json[]): Json => ({ ...shipped, items })
export const withRevision = (changes: Json, ofItem: Json = {}): Json =>
  catalogue(item(ofItem, revision(changes)))
export const hoursRule = (changes: Json): Json =>
  withRevision({ award: hours, approval: free, ...changes }, { basis: 'hours' })

export const grades = (...bands: [grade: string, min: number | null, max: number | null][]): Json => ({
  ...shipped,
  gradeBands: [
    {
      from: '2026-01-01',
      note: '',
      bands: bands.map(([grade, min, max]) => ({ grade, name: grade, min, max })),
    },
  ],
})
export const stars = (...bands: [stars: number, fromMinutes: number][]): Json => ({
  ...shipped,
  starBands: [
    {
      from: '2026-01-01',
      note: '',
      bands: bands.map(([star, fromMinutes]) => ({ stars: star, fromMinutes })),
    },
  ],
})
export const tiers = (...limits: (number | null)[]): Json => ({
  kind: 'tiers',
  tiers: limits.map((upToMinutes) => ({ upToMinutes, unitMinutes: 60, amount: 100 })),
  restarts: 'never',
})

/** The typed refusal of a catalogue, or `accepted`. */
export const refusalOf = (data: unknown): unknown => {
  try {
    parseCatalogue(data)
    return 'accepted'
  } catch (error) {
    if (!isStationError(error, 'badInput')) throw error
    return [error.params.reason, error.params.at]
  }
}
