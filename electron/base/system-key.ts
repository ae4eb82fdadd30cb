import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'

/** What the operating system's key store gave for a station's folder. It is asked in another process than the station's. */
export type SystemKey =
  /** There is no key store here, or the folder's key does not lie in it. */
  | { kind: 'none' }
  | { kind: 'opened'; root: Uint8Array }
  /** Made for a folder that holds nothing yet, and proven; `sealed` is what lies on the disk. */
  | { kind: 'offered'; root: Uint8Array; sealed: Uint8Array }
  /** It lies there and does not open. */
  | { kind: 'failed'; reason: string }

const name = 'root key from the system'

/** Keeps it in memory for this process and for the threads that it starts from now on. It never becomes a variable of the process. */
export const useSystemKey = (key: SystemKey): void => {
  setEnvironmentData(name, key)
}

/** What was kept; `none` in a process that nobody gave one. */
export const givenSystemKey = (): SystemKey => {
  const given = getEnvironmentData(name) as SystemKey | undefined
  return given ?? { kind: 'none' }
}
