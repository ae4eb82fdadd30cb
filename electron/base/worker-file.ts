/**
 * Where a worker lies, seen from a module of its folder: beside it as `worker.ts` in the source; in the build under
 * `name` among the entries, which are one folder above the pieces that they share.
 */
export const workerFile = (from: string, name: string): URL => {
  if (from.endsWith('.ts')) return new URL('./worker.ts', from)
  return new URL(`${/\/chunks\/[^/]+$/.test(from) ? '../' : './'}${name}.js`, from)
}
