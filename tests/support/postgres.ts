import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const installed = '/usr/lib/postgresql'

/** Debian keeps the server's programs out of PATH. `undefined` = no PostgreSQL on this machine. */
export const findPostgres = (): string | undefined => {
  if (!existsSync(installed)) return undefined
  const versions = readdirSync(installed).sort((a, b) => Number(a) - Number(b))
  const bins = versions.map((version) => join(installed, version, 'bin'))
  return bins.findLast((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'pg_ctl')))
}

export interface Postgres {
  /** Over a Unix socket in a folder of its own: no port to clash with. */
  url: string
  /** Ends the server as a power cut would. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Stops the server and removes everything. */
  stop(): Promise<void>
}

/** The server refuses to run as root: then its commands run as the user that Debian made for it. */
const asServerUser = (command: string): Promise<unknown> =>
  process.getuid?.() === 0 ? run('su', ['postgres', '-c', command]) : run('sh', ['-c', command])

/** A throw-away cluster with flushes on, like a real one. */
export const startPostgres = async (): Promise<Postgres> => {
  const bin = findPostgres()
  if (bin === undefined) throw new Error(`no PostgreSQL below ${installed}`)
  const folder = mkdtempSync(join(tmpdir(), 'centre-pg-'))
  if (process.getuid?.() === 0) await run('chown', ['postgres', folder])
  chmodSync(folder, 0o755)
  const data = join(folder, 'db')
  const log = join(folder, 'log')
  const start = async (): Promise<void> => {
    const options = `-c listen_addresses= -k ${folder}`
    await asServerUser(`${bin}/pg_ctl -D ${data} -w -l ${log} -o '${options}' start`)
  }
  const end = (): Promise<unknown> => asServerUser(`${bin}/pg_ctl -D ${data} -w -m immediate stop`)
  await asServerUser(`${bin}/initdb -D ${data} -U centre -A trust --locale=C.UTF-8 -E UTF8 -N`)
  await start()
  return {
    url: `postgresql://centre@localhost/postgres?host=${folder}`,
    crash: async () => {
      await end()
    },
    start,
    stop: async () => {
      await end().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
