import type { Place } from '../../contract/place.ts'

/** What is known of one page that has shown signs of life. Times are monotonic milliseconds. */
export interface PageLife {
  beatAt: number
  /** When the number of frames last rose. */
  paintedAt: number
  frames: number
  visible: boolean
  dark: boolean
}

/** `stuck`: a page is there and does not paint. `gone`: none is there that should be. */
export type PageTrouble = 'stuck' | 'gone'

/** Without a sign of life or a new picture for so long, a page hangs. */
export const hangMs = 5_000
/** A page that loads itself anew says so before; it gets longer than one that vanishes. */
const backSoonMs = 10_000
const vanishedMs = 400
/** How long the first page of a start may take. */
const firstPageMs = 30_000

export interface PagesSeen {
  pages: readonly PageLife[]
  now: number
  /** When the last page went, or the station began. */
  aloneSince: number
  why: 'start' | 'vanished' | 'leaving'
}

const isWell = ({ beatAt, paintedAt, dark }: PageLife, now: number): boolean =>
  now - beatAt <= hangMs && (dark || now - paintedAt <= hangMs)

/** Somebody who stood before a page that went is taken for gone, too, after so long. */
const stillThereMs = 20_000

/** Where a new page begins: where the newest one stood, unless that one lives on or has been gone for long. */
export const resumedBy = (
  pages: readonly PageLife[],
  last: { place: Place; at: number } | null,
  now: number,
): Place | null =>
  last === null || now - last.at > stillThereMs || pages.some((page) => isWell(page, now)) ? null : last.place

const patience = { start: firstPageMs, vanished: vanishedMs, leaving: backSoonMs }

/**
 * What is wrong with what stands on the screen, `null` if nothing is. A page that is hidden is not expected to live.
 * One that is well makes up for the others: a second page somewhere else may sleep.
 */
export const troubleOf = ({ pages, now, aloneSince, why }: PagesSeen): PageTrouble | null => {
  if (pages.length === 0) return now - aloneSince > patience[why] ? 'gone' : null
  const wanted = pages.filter(({ visible }) => visible)
  return wanted.length > 0 && !wanted.some((page) => isWell(page, now)) ? 'stuck' : null
}

export interface Beat {
  frames: number
  visible: boolean
  dark: boolean
}

/** A page after its next sign of life. A screen that was dark or hidden paints from now on. */
export const afterBeat = (before: PageLife | null, beat: Beat, now: number): PageLife => {
  const paints =
    before === null || beat.frames > before.frames || (before.dark && !beat.dark) || !before.visible
  return { ...beat, beatAt: now, paintedAt: paints ? now : before.paintedAt }
}
