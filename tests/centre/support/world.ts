import { randomBytes } from 'node:crypto'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { expect } from 'vitest'
import { createApp } from '../../../centre/app.ts'
import { createPairingToken } from '../../../centre/pairing-token.ts'
import { createSeal } from '../../../centre/seal.ts'
import type { CentreStore } from '../../../centre/store/centre-store.ts'
import type { Database, Queries } from '../../../centre/store/database.ts'
import { openSqlStore } from '../../../centre/store/sql-store.ts'
import { asRequest, morning, Stream, type Json } from './station.ts'

export interface Answer {
  status: number
  headers: Record<string, unknown>
  body: Json
  text: string
}

/** A station that is paired, with its stream. */
export class PairedStream extends Stream {
  readonly accessToken: string
  readonly deviceId: string

  constructor(station: string, access: { accessToken: string; deviceId: string }, incarnation?: string) {
    super(station, incarnation)
    this.accessToken = access.accessToken
    this.deviceId = access.deviceId
  }
}

/** A centre in this process over some database, with a clock that tests move. */
export interface World {
  app: FastifyInstance
  store: CentreStore
  db: Queries
  clock: { now: number }
  warnings: string[]
  controlKey: string
  call: (method: 'GET' | 'POST' | 'DELETE', url: string, token?: string, body?: unknown) => Promise<Answer>
  token: (station: string, name?: string, town?: string) => Promise<string>
  pair: (name?: string, town?: string) => Promise<PairedStream>
  /** Another incarnation of the same device. */
  reborn: (station: PairedStream) => PairedStream
  send: (station: PairedStream, upload: unknown, zipped?: boolean) => Promise<Answer>
  close: () => Promise<void>
}

let stations = 0

export const openWorld = async (
  open: () => Promise<Database>,
  { maxInFlight = 16 }: { maxInFlight?: number } = {},
): Promise<World> => {
  const db = await open()
  const store = await openSqlStore(db)
  const clock = { now: morning }
  const warnings: string[] = []
  const controlKey = randomBytes(16).toString('hex')
  const warn = (line: string): void => void warnings.push(line)
  const context = { store, seal: createSeal(randomBytes(32)), controlKey, now: () => clock.now, warn }
  const app = createApp(context, maxInFlight)

  const inject = async (options: InjectOptions): Promise<Answer> => {
    const { statusCode, headers, body: text } = await app.inject(options)
    const isJson = String(headers['content-type']).includes('json')
    return { status: statusCode, headers, text, body: isJson ? (JSON.parse(text) as Json) : {} }
  }
  const call: World['call'] = (method, url, token, body) =>
    inject({
      method,
      url,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body as object }),
    })
  const token: World['token'] = (station, name, town) =>
    createPairingToken(store, { station, name: name ?? null, town: town ?? null }, clock.now)
  return {
    app,
    store,
    db,
    clock,
    warnings,
    controlKey,
    call,
    token,
    pair: async (name, town) => {
      stations += 1
      const station = `119999${String(stations).padStart(6, '0')}`
      const device = { model: 'kiosk', os: 'Linux', appVersion: '0.1.0', publicKey: 'a2V5' }
      const answer = await call('POST', '/v1/devices', undefined, {
        token: await token(station, name, town),
        device,
      })
      expect(answer.status).toBe(200)
      return new PairedStream(station, answer.body as unknown as { accessToken: string; deviceId: string })
    },
    reborn: (station) => new PairedStream(station.station, station),
    send: (station, upload, zipped) =>
      inject({ method: 'POST', url: '/v1/sync/upload', ...asRequest(upload, station.accessToken, zipped) }),
    close: async () => {
      await app.close()
      await store.close()
    },
  }
}
