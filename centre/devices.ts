import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { stationCode } from '../electron/contract/values.ts'
import { deviceOf, isOperator, newAccessToken } from './access.ts'
import type { Context } from './context.ts'
import { createPairingToken, pairingTokenHash, type TokenRequest } from './pairing-token.ts'
import { policyFor } from './policy.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import { hashOf } from './seal.ts'

const text = z
  .string()
  .max(300)
  .refine((value) => !value.includes('\0'))

const pairingBody = z.object({
  token: text,
  device: z
    .object({
      publicKey: text.optional(),
      model: text.optional(),
      os: text.optional(),
      appVersion: text.optional(),
    })
    .default({}),
})

const tokenBody = z.object({
  station: stationCode,
  name: text.min(1).max(40).nullable(),
  town: text.min(1).max(40).nullable(),
})

const pair = async (context: Context, json: unknown): Promise<Record<string, unknown>> => {
  const parsed = pairingBody.safeParse(json)
  if (!parsed.success) throw new Problem('malformed', 'a pairing needs {token, device}')
  const { token, device } = parsed.data
  const deviceId = randomUUID()
  const accessToken = newAccessToken()
  const outcome = await context.store.pair(
    {
      tokenHash: pairingTokenHash(token),
      device: deviceId,
      accessHash: hashOf(accessToken),
      publicKey: device.publicKey ?? null,
      model: device.model ?? null,
      os: device.os ?? null,
      appVersion: device.appVersion ?? null,
    },
    context.now(),
  )
  switch (outcome.kind) {
    case 'paired':
      return {
        deviceId,
        stationId: outcome.station,
        accessToken,
        policy: policyFor(await context.store.stationCount()),
      }
    case 'unknown':
      throw new Problem('token-unknown', 'no such pairing token')
    case 'used':
      throw new Problem('token-expired', 'this pairing token was used')
    case 'expired':
      throw new Problem('token-expired', 'this pairing token is older than 15 minutes')
  }
}

/** Who asks must be the device itself, or the operator. */
const mayChange = async (
  context: Context,
  request: Parameters<typeof deviceOf>[1],
  device: string,
): Promise<void> => {
  if (isOperator(context, request)) return
  const asking = await deviceOf(context, request)
  if (asking.device !== device) throw new Problem('not-yours', 'this is another device')
}

/** Pairing, and the rotation and end of a device's access. */
export const registerDevices = (app: FastifyInstance, context: Context): void => {
  app.post('/v1/devices', async (request) => pair(context, await readBody(request.body, request.headers)))

  app.post<{ Params: { id: string } }>('/v1/devices/:id/roll', async (request) => {
    const { id } = request.params
    await mayChange(context, request, id)
    const accessToken = newAccessToken()
    const changed = await context.store.changeAccess(id, hashOf(accessToken), context.now())
    if (!changed) throw new Problem('not-found', 'no such device')
    return { deviceId: id, accessToken }
  })

  app.delete<{ Params: { id: string } }>('/v1/devices/:id', async (request, reply) => {
    const { id } = request.params
    await mayChange(context, request, id)
    const changed = await context.store.changeAccess(id, null, context.now())
    if (!changed) throw new Problem('not-found', 'no such device')
    return reply.code(204).send()
  })

  app.post('/control/tokens', async (request) => {
    if (!isOperator(context, request)) throw new Problem('token-unknown', "the operator's key is needed")
    const parsed = tokenBody.safeParse(await readBody(request.body, request.headers))
    if (!parsed.success) throw new Problem('malformed', 'needs {station, name, town}')
    const wanted: TokenRequest = parsed.data
    return { token: await createPairingToken(context.store, wanted, context.now()) }
  })
}
