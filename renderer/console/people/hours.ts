/** Minutes as hours with at most one decimal, cut off: `126.5`. A long column of them is read at a glance. */
export const hoursOf = (minutes: number): string => String(Math.floor(minutes / 6) / 10)
