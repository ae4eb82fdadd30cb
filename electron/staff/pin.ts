import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

const cost = z.object({ N: z.int(), r: z.int(), p: z.int() })
type Cost = z.infer<typeof cost>

/** 32 MiB and about 0.4 s on a small PC: a million PINs take days, and the memory stays free for the rest. */
const currentCost: Cost = { N: 2 ** 15, r: 8, p: 3 }
const keyBytes = 32
const memoryLimit = 64 * 1024 * 1024

/** A PIN as it is kept, with what its hash cost when it was made. */
export interface PinHash {
  salt: Uint8Array
  hash: Uint8Array
  cost: string
}

const stretch = (pepper: Uint8Array, pin: string, salt: Uint8Array, { N, r, p }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Six digits are guessed in no time: without the pepper, which is not in the database, there is nothing to guess at.
    const secret = createHmac('sha256', pepper).update(pin, 'utf8').digest()
    scrypt(secret, salt, keyBytes, { N, r, p, maxmem: memoryLimit }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })

export const hashPin = async (pepper: Uint8Array, pin: string): Promise<PinHash> => {
  const salt = randomBytes(16)
  return { salt, hash: await stretch(pepper, pin, salt, currentCost), cost: JSON.stringify(currentCost) }
}

export const isPin = async (pepper: Uint8Array, pin: string, kept: PinHash): Promise<boolean> => {
  const made = await stretch(pepper, pin, kept.salt, cost.parse(JSON.parse(kept.cost)))
  return made.length === kept.hash.length && timingSafeEqual(made, kept.hash)
}
