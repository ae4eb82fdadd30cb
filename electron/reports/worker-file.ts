/**
 * Where the worker lies, seen from a module of this folder: beside it in the source; in the build as `reports.js`
 * among the entries, which are one folder above the pieces that they share.
 */
export const workerFile = (from: string): URL => {
  if (from.endsWith('.ts')) return new URL('./worker.ts', from)
  return new URL(/\/chunks\/[^/]+$/.test(from) ? '../reports.js' : './reports.js', from)
}
