import type { CrowdSnapshot } from '../../electron/contract/pushes.ts'

/** A tap in the list of the last ones; `since` is when this page began to show it. */
export type CrowdRow = CrowdSnapshot['last'][number] & { since: number }

/** What the page shows while many people come. */
export interface CrowdView extends Omit<CrowdSnapshot, 'last'> {
  /** The newest first. */
  rows: readonly CrowdRow[]
}

const usualRows = 6
/** Where people follow each other as fast as a reader takes them, ten seconds are so many. */
const mostRows = 40
/** How long a name stands in the list at least: ten seconds, and what a slow machine needs to draw it. */
export const rowMs = 10_500

/** Rows beyond the usual number stay only until each has had its time. */
const trim = (rows: readonly CrowdRow[], at: number): CrowdRow[] =>
  rows.filter(({ since }, index) => index < usualRows || at - since < rowMs).slice(0, mostRows)

/** The view after a snapshot: what it lists, and of what was listed before whatever has not had its time. */
export const mergeCrowd = (
  view: CrowdView | null,
  { last, ...rest }: CrowdSnapshot,
  disputed: readonly number[],
  at: number,
): CrowdView => {
  const before = view?.rows ?? []
  const newest = before[0]?.seq ?? last[usualRows]?.seq ?? Number.NEGATIVE_INFINITY
  const oldest = Math.min(...last.map(({ seq }) => seq))
  // What is not new and stands here no more has had its time; a list that begins holds the usual number.
  const sinceOf = (seq: number): number =>
    before.find((row) => row.seq === seq)?.since ?? (seq > newest ? at : Number.NEGATIVE_INFINITY)
  const listed = last.map((row) => ({ ...row, since: sinceOf(row.seq) }))
  // What the core lists no more although it would have room for it was taken back.
  const older = before.filter(({ seq }) => seq < oldest && last.length >= usualRows)
  const rows = [...listed, ...older].filter(({ seq }) => !disputed.includes(seq))
  return { ...rest, rows: trim(rows, at) }
}

export const withoutRow = (view: CrowdView | null, seq: number): CrowdView | null =>
  view && { ...view, rows: view.rows.filter((row) => row.seq !== seq) }

/** When the next row has had its time and goes, `null` while all may stay. */
export const nextRowEnd = (view: CrowdView | null): number | null => {
  const extra = view?.rows.slice(usualRows) ?? []
  return extra.length === 0 ? null : Math.min(...extra.map(({ since }) => since)) + rowMs
}

export const endRows = (view: CrowdView | null, at: number): CrowdView | null =>
  view && { ...view, rows: trim(view.rows, at) }
