import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { largestBatch } from './batch.ts'
import { Problem } from './problem.ts'

const unzip = promisify(gunzip)

/** RFC 9530: the digest runs over the content as sent, that is before unzipping. Unknown algorithms are ignored. */
const checkDigest = (header: string, content: Buffer): void => {
  for (const [, algorithm, expected] of header.matchAll(/(sha-256|sha-512)=:([A-Za-z0-9+/=]*):/g)) {
    const name = algorithm === 'sha-512' ? 'sha512' : 'sha256'
    if (createHash(name).update(content).digest('base64') !== expected) {
      throw new Problem('digest-mismatch', 'Content-Digest does not fit the content')
    }
  }
}

const decode = async (content: Buffer, encoding: string): Promise<Buffer> => {
  if (encoding === '' || encoding === 'identity') return content
  if (encoding !== 'gzip') throw new Problem('unsupported-encoding', 'use gzip or no content coding')
  try {
    return await unzip(content, { maxOutputLength: largestBatch.bytes })
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('too-large', 'more than 1 MiB when unzipped')
    throw new Problem('malformed', 'not a gzip stream')
  }
}

/** The JSON value of a request's content. Throws `Problem`; never holds more than 1 MiB unzipped. */
export const readBody = async (content: unknown, headers: IncomingHttpHeaders): Promise<unknown> => {
  if (!Buffer.isBuffer(content)) throw new Problem('malformed', 'a JSON body is needed')
  const digest = headers['content-digest']
  if (typeof digest === 'string') checkDigest(digest, content)
  const plain = await decode(content, headers['content-encoding']?.trim().toLowerCase() ?? '')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)) as unknown
  } catch {
    throw new Problem('malformed', 'not JSON in UTF-8')
  }
}
