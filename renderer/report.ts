/** A fault of the page itself, in plain English and without personal data, for whoever opens the browser's console. */
export const report = (problem: string, cause?: unknown): void => {
  // eslint-disable-next-line no-console -- the page has no other log
  console.warn(`station page: ${problem}`, cause ?? '')
}
