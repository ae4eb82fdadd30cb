import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Context } from './context.ts'
import { Problem } from './problem.ts'
import { hashOf } from './seal.ts'
import type { Device } from './store/centre-store.ts'

const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]

export const newAccessToken = (): string => randomBytes(32).toString('base64url')

/** The device that asks. Throws `Problem`: token-expired, revoked. */
export const deviceOf = async (context: Context, request: FastifyRequest): Promise<Device> => {
  const token = bearerOf(request)
  if (token === undefined) throw new Problem('token-unknown', 'an access token is needed')
  const device = await context.store.deviceOf(hashOf(token), context.now())
  if (!device) throw new Problem('token-expired', 'this access token is not valid (any more): pair again')
  if (device.revoked) throw new Problem('revoked', 'this device was revoked: pair again')
  return device
}

/** Whether the request carries the operator's key. */
export const isOperator = (context: Context, request: FastifyRequest): boolean => {
  const given = Buffer.from(hashOf(bearerOf(request) ?? ''))
  return timingSafeEqual(given, Buffer.from(hashOf(context.controlKey)))
}
