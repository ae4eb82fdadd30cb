import type { Catalogue } from './catalogue.ts'

const inForceOn = <Bands extends { from: string }>(sets: readonly Bands[], date: string): Bands | undefined =>
  sets.findLast(({ from }) => from <= date)

const starBandsOn = (catalogue: Catalogue, date: string): Catalogue['starBands'][number]['bands'] =>
  inForceOn(catalogue.starBands, date)?.bands ?? []

/** Stars for so many minutes of service, 0 below the first. */
export const starsOf = (catalogue: Catalogue, date: string, minutes: number): number =>
  starBandsOn(catalogue, date).findLast(({ fromMinutes }) => fromMinutes <= minutes)?.stars ?? 0

/** Minutes at which the next star begins; `null` with all of them. */
export const nextStarAt = (catalogue: Catalogue, date: string, minutes: number): number | null =>
  starBandsOn(catalogue, date).find(({ fromMinutes }) => fromMinutes > minutes)?.fromMinutes ?? null

export interface Grade {
  grade: string
  name: string
}

/** Grade of a city score; `null` before any bands were in force. */
export const gradeOf = (catalogue: Catalogue, date: string, score: number): Grade | null => {
  const band = inForceOn(catalogue.gradeBands, date)?.bands.find(({ min }) => min === null || score >= min)
  return band === undefined ? null : { grade: band.grade, name: band.name }
}
