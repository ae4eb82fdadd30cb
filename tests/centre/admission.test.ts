import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAdmission } from '../../centre/admission.ts'
import { openPglite } from '../../centre/store/pglite.ts'
import { asRequest } from './support/station.ts'
import { openWorld, type PairedStream, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld(() => openPglite(), { maxInFlight: 2 })
  await world.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => world.close())

/** Sends the head of an upload and half of its content, and waits until the centre saw it. */
const beginUpload = async (
  station: PairedStream,
): Promise<{ socket: Socket; rest: Buffer; left: Promise<unknown> }> => {
  const { payload, headers } = asRequest(station.upload(), station.accessToken)
  const socket = connect((world.app.server.address() as AddressInfo).port, '127.0.0.1')
  const seen = once(world.app.server, 'request')
  const lines = Object.entries({ ...headers, host: 'centre', 'content-length': String(payload.length) })
  socket.write(
    `POST /v1/sync/upload HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`,
  )
  socket.write(payload.subarray(0, 20))
  const [, response] = (await seen) as [IncomingMessage, ServerResponse]
  return { socket, rest: payload.subarray(20), left: once(response, 'close') }
}

test('when all places are taken a batch gets an appointment, and a place that is left is given again', async () => {
  const { pair, send } = world
  const stations = [await pair(), await pair(), await pair()]
  for (const station of stations) station.checkin()
  const [first, second, third] = stations
  const slow = await beginUpload(first!)
  const lost = await beginUpload(second!)

  const refused = await send(third!, third!.upload())
  expect(refused).toMatchObject({ status: 503, body: { type: 'urn:wmsj:problem:overloaded' } })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  expect(refused.body.retryAfterMs).toBeGreaterThan(0)

  slow.socket.write(slow.rest)
  const [answer] = (await once(slow.socket, 'data')) as [Buffer]
  expect(answer.toString()).toContain('"ack":"0000000001"')
  slow.socket.destroy()
  await slow.left
  expect((await send(third!, third!.upload())).status).toBe(200)

  // A connection that breaks in the middle gives its place back too.
  const more = await beginUpload(first!)
  expect((await send(third!, third!.upload())).status).toBe(503)
  lost.socket.destroy()
  await lost.left
  expect((await send(third!, third!.upload())).status).toBe(200)
  more.socket.destroy()
})

test('appointments follow one another at the planned pace', () => {
  let now = 1_000
  const admit = createAdmission({ maxInFlight: 0, perSecond: 100, now: () => now })
  const waits = (count: number): unknown[] => Array.from({ length: count }, admit)
  const refusal = (retryAfterMs: number): unknown => ({ admitted: false, retryAfterMs })
  expect(waits(3)).toEqual([refusal(10), refusal(20), refusal(30)])
  now += 15
  expect(waits(1)).toEqual([refusal(25)])
  now += 10_000
  expect(waits(1)).toEqual([refusal(10)])
})
