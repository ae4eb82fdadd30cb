import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * What only the holder of the centre's key can undo. ID numbers are enumerable, so a plain hash would not
 * hide them: hence the keyed index.
 *
 * A real centre must add what a file cannot give: the key in a hardware module or key service, its
 * rotation, two people for every opening, and a record of each.
 */
export interface Seal {
  /** AES-256-GCM as `base64(nonce + tag + text)`; each call gives another result. */
  seal(text: string): string
  /** `undefined` when the key is another one or the text was touched. */
  open(sealed: string): string | undefined
  /** Equal for equal numbers, whatever the case of a final X. */
  indexOf(idNumber: string): string
}

const nonceBytes = 12
const tagBytes = 16

/** `key`: 32 random bytes. */
export const createSeal = (key: Buffer): Seal => {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
  const sealKey = derive('centre/seal')
  const indexKey = derive('centre/number-index')
  return {
    seal: (text) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      try {
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        const text = [decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]
        return Buffer.concat(text).toString('utf8')
      } catch {
        return undefined
      }
    },
    indexOf: (idNumber) => createHmac('sha256', indexKey).update(idNumber.toUpperCase()).digest('hex'),
  }
}

/** Tokens are kept only as this: whoever reads the database cannot use them. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
