import { createHash, generateKeyPairSync } from 'node:crypto'
import { arch, platform, release } from 'node:os'
import { z } from 'zod'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { Tx } from '../store/tx.ts'
import type { CentreAnswer } from './centre-client.ts'
import { readSyncState, writeSyncState } from './sync-state.ts'
import { problemOf } from './upload-answer.ts'
import type { PairOutcome } from './upload-step.ts'

/** What the centre gave this device. */
export interface Pairing {
  deviceId: string
  /** The station code by the centre's word; it wins over any setting. */
  stationId: string
  accessToken: string
  jitterMs: number
}

/** A centre that names no window has few stations. */
const defaultJitterMs = 2000
const longestJitterMs = 15 * 60_000

const pairAnswer = z.object({
  deviceId: z.string().min(1).max(200),
  stationId: z.string().regex(/^[0-9A-Za-z-]{1,32}$/),
  accessToken: z.string().min(1).max(8192),
  policy: z.unknown().optional(),
})

const policyShape = z.object({ jitterMs: z.number().min(0).max(longestJitterMs) })

const storedPairing = z.object({
  deviceId: z.string(),
  stationId: z.string(),
  accessToken: z.base64(),
  jitterMs: z.number(),
})
const storedKey = z.object({ publicKey: z.string(), privateKey: z.base64() })

const tokenPlace = { table: 'sync_state.accessToken', row: 'pairing' }
const keyPlace = { table: 'sync_state.privateKey', row: 'deviceKey' }

const seal = (cipher: FieldCipher, text: string, place: typeof tokenPlace): string =>
  Buffer.from(cipher.encrypt(text, place)).toString('base64')

/** `undefined` while this database is not paired. */
export const loadPairing = (tx: Tx, cipher: FieldCipher): Pairing | undefined => {
  const stored = readSyncState(tx, 'pairing')
  if (stored === undefined) return undefined
  const { accessToken, ...rest } = storedPairing.parse(stored)
  return { ...rest, accessToken: cipher.decrypt(Buffer.from(accessToken, 'base64'), tokenPlace) }
}

export const savePairing = (tx: Tx, cipher: FieldCipher, pairing: Pairing): void => {
  writeSyncState(tx, 'pairing', { ...pairing, accessToken: seal(cipher, pairing.accessToken, tokenPlace) })
}

/**
 * Public key of this device, base64url of the 32 raw bytes. Made once, before the first request, so that a request
 * whose answer was lost is repeated with the same key. The private key lies encrypted in the database.
 */
export const ensureDeviceKey = (tx: Tx, cipher: FieldCipher): string => {
  const stored = readSyncState(tx, 'deviceKey')
  if (stored !== undefined) return storedKey.parse(stored).publicKey
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? ''
  const privateDer = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  writeSyncState(tx, 'deviceKey', { publicKey, privateKey: seal(cipher, privateDer, keyPlace) })
  return publicKey
}

/** Tells one token from another without keeping it. */
export const tokenTag = (token: string): string =>
  createHash('sha256').update(token).digest('base64url').slice(0, 16)

export const pairRequest = (facts: {
  token: string
  publicKey: string
  appVersion: string
  incarnation: string
}): object => ({
  token: facts.token,
  device: {
    publicKey: facts.publicKey,
    model: arch(),
    os: `${platform()} ${release()}`,
    appVersion: facts.appVersion,
  },
  incarnation: facts.incarnation,
})

const pairingOf = (body: Record<string, unknown>): Pairing | undefined => {
  const parsed = pairAnswer.safeParse(body)
  if (!parsed.success) return undefined
  const { deviceId, stationId, accessToken, policy } = parsed.data
  const jitterMs = policyShape.safeParse(policy).data?.jitterMs ?? defaultJitterMs
  return { deviceId, stationId, accessToken, jitterMs }
}

/** What an answer to a pairing request means; `pairing` is there exactly when it succeeded. */
export const pairOutcomeOf = (answer: CentreAnswer): { outcome: PairOutcome; pairing?: Pairing } => {
  if (answer.kind !== 'answer') return { outcome: { kind: 'offline', code: answer.code } }
  const { status, body, retryAfterMs } = answer
  const code = problemOf(body)
  if (status === 200 || status === 201) {
    const pairing = pairingOf(body)
    if (pairing === undefined) return { outcome: { kind: 'refused', code: 'unexpected-answer' } }
    return { outcome: { kind: 'paired' }, pairing }
  }
  if (status === 429 || status === 503) {
    return { outcome: { kind: 'wait', code: code || 'overloaded', ms: retryAfterMs } }
  }
  if (status >= 500) return { outcome: { kind: 'offline', code: `http-${String(status)}` } }
  return { outcome: { kind: 'refused', code: code || 'token-refused' } }
}
