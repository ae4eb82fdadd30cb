/** How many pages a list takes. */
export const pagesOf = (list: readonly unknown[], size: number): number => Math.ceil(list.length / size)

/** What stands on one page of a list; the last page may be shorter. */
export const pageOf = <T>(list: readonly T[], size: number, page: number): T[] =>
  list.slice(page * size, (page + 1) * size)
