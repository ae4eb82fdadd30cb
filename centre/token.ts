import { z } from 'zod'
import { ExitError } from './exit.ts'
import { readRunning, type Running } from './folder.ts'
import { folderFor, openStore, takeFolder } from './open-store.ts'
import { createPairingToken, type TokenRequest } from './pairing-token.ts'
import type { CentreStore } from './store/centre-store.ts'

const longestWaitMs = 30_000
const answerMs = 5_000

/** Whether a centre is there at the address that was announced. */
export const answers = async ({ url }: Running): Promise<boolean> => {
  try {
    return (await fetch(new URL('/health', url), { signal: AbortSignal.timeout(answerMs) })).ok
  } catch {
    // Gone, or hanging: either way it cannot be asked.
    return false
  }
}

const tokenAnswer = z.object({ token: z.string().min(1) })

/** Asks the running centre. `undefined` = nobody answers there; a stranger at that address is nobody. */
const askRunning = async ({ url, key }: Running, wanted: TokenRequest): Promise<string | undefined> => {
  try {
    const response = await fetch(new URL('/control/tokens', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
      signal: AbortSignal.timeout(answerMs),
    })
    return response.ok ? tokenAnswer.parse(await response.json()).token : undefined
  } catch {
    return undefined
  }
}

const withStore = async <T>(store: CentreStore, work: (store: CentreStore) => Promise<T>): Promise<T> => {
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Through the running centre if there is one, else by opening the folder's database for a moment. */
const tokenInFolder = async (folder: string, wanted: TokenRequest): Promise<string> => {
  const until = Date.now() + longestWaitMs
  let token: string | undefined
  const lock = await takeFolder(folder, async () => {
    const running = readRunning(folder)
    token = running && (await askRunning(running, wanted))
    return token === undefined && Date.now() < until
  })
  if (token !== undefined) return token
  if (!lock) throw new ExitError('folderInUse', `the centre in ${folder} does not answer`)
  try {
    return await withStore(await openStore(folder, undefined), (store) =>
      createPairingToken(store, wanted, Date.now()),
    )
  } finally {
    lock.close()
  }
}

/**
 * A pairing token for a station. PostgreSQL takes any number of connections and is asked directly; PGlite
 * takes one, so a centre that runs in the folder is asked over loopback. Throws `ExitError`.
 */
export const issueToken = async (
  wanted: TokenRequest & { folder: string; database: string | undefined },
): Promise<string> => {
  const { station, name, town, database } = wanted
  const request: TokenRequest = { station, name, town }
  if (database !== undefined) {
    return withStore(await openStore(wanted.folder, database), (store) =>
      createPairingToken(store, request, Date.now()),
    )
  }
  return tokenInFolder(folderFor(wanted.folder), request)
}
