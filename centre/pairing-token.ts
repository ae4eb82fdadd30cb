import { randomInt } from 'node:crypto'
import { hashOf } from './seal.ts'
import type { CentreStore } from './store/centre-store.ts'

/** Without 0 O 1 I L: read aloud over a telephone and typed on a touchscreen. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const tokenLength = 8
export const tokenLifeMs = 15 * 60_000

/** Blanks, dashes and small letters are forgiven. */
export const pairingTokenHash = (token: string): string =>
  hashOf(token.replaceAll(/[\s-]/g, '').toUpperCase())

/** Whom a token lets in. A name or town given renames the station. */
export interface TokenRequest {
  station: string
  name: string | null
  town: string | null
}

/** A token for one pairing within fifteen minutes; only its hash is kept. */
export const createPairingToken = async (
  store: CentreStore,
  { station, name, town }: TokenRequest,
  nowMs: number,
): Promise<string> => {
  const letters = Array.from({ length: tokenLength }, () => alphabet.charAt(randomInt(alphabet.length)))
  const token = letters.join('')
  await store.addToken({ hash: pairingTokenHash(token), station, name, town, expiresMs: nowMs + tokenLifeMs })
  return token
}
