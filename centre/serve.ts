import { randomBytes } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createApp } from './app.ts'
import { ExitError } from './exit.ts'
import { announceRunning, forgetRunning, readRunning, readSealKey } from './folder.ts'
import { folderFor, openStore, takeFolder } from './open-store.ts'
import { createSeal } from './seal.ts'
import { answers } from './token.ts'

/** A `token` command may hold the folder for the seconds that a first start of the database takes. */
const longestWaitMs = 20_000
/** Requests at work get this long before their connections are cut. */
const graceMs = 3_000
/** The end comes by then, also in the middle of a slow start: what was acknowledged is committed. */
const longestEndMs = 4_500

const warn = (line: string): void => {
  process.stderr.write(`centre: ${line}\n`)
}

const host = '127.0.0.1'

const portError = (port: number, cause: unknown): ExitError => {
  const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
  return taken
    ? new ExitError('portInUse', `port ${String(port)} is in use`, { cause })
    : new ExitError('ioError', `port ${String(port)} cannot be opened`, { cause })
}

/** Tells at once that a port is taken, not after the seconds that a first start of the database needs. */
const tryPort = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause) => {
      reject(portError(port, cause))
    })
    probe.listen(port, host, () =>
      probe.close(() => {
        resolve()
      }),
    )
  })

const listen = async (app: FastifyInstance, port: number): Promise<string> => {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    throw portError(port, cause)
  }
  return `http://${host}:${String((app.server.address() as AddressInfo).port)}/`
}

const takeOwnFolder = async (folder: string): ReturnType<typeof takeFolder> => {
  const until = Date.now() + longestWaitMs
  return takeFolder(folder, async () => {
    const running = readRunning(folder)
    return Date.now() < until && !(running && (await answers(running)))
  })
}

/** Resolves when somebody wants the centre to end: a signal, or the launcher that started it is gone. */
const endWanted = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => {
      resolve()
    })
    process.once('SIGINT', () => {
      resolve()
    })
    if (process.send) {
      process.once('disconnect', () => {
        resolve()
      })
    }
  })

const closeGently = async (app: FastifyInstance): Promise<void> => {
  const cut = setTimeout(() => {
    app.server.closeAllConnections()
  }, graceMs)
  await app.close()
  clearTimeout(cut)
}

/** Runs a centre until it is told to end. Prints one line when it is ready. Throws `ExitError`. */
export const serve = async ({
  port,
  folder: wanted,
  database,
}: {
  port: number
  folder: string
  database: string | undefined
}): Promise<void> => {
  const ending = endWanted().then(() => {
    setTimeout(() => process.exit(0), longestEndMs).unref()
  })
  const folder = folderFor(wanted)
  const lock = await takeOwnFolder(folder)
  if (!lock) throw new ExitError('folderInUse', `a centre runs in ${folder} already`)
  await tryPort(port)
  const store = await openStore(folder, database)
  const controlKey = randomBytes(24).toString('base64url')
  const seal = createSeal(readSealKey(folder))
  const app = createApp({ store, seal, controlKey, now: () => Date.now(), warn })
  try {
    const url = await listen(app, port)
    announceRunning(folder, { url, key: controlKey })
    process.stdout.write(`centre ready: ${url}\n`)
    await ending
    forgetRunning(folder)
    await closeGently(app)
  } finally {
    await store.close()
    lock.close()
  }
}
