import { gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { asRequest } from '../support/station.ts'
import type { Answer, PairedStream, World } from '../support/world.ts'

const post = async (
  { app }: World,
  station: PairedStream,
  payload: Buffer,
  headers: Record<string, string>,
): Promise<Pick<Answer, 'status' | 'body'>> => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/sync/upload',
    payload,
    headers: {
      authorization: `Bearer ${station.accessToken}`,
      'content-type': 'application/json',
      ...headers,
    },
  })
  return { status: answer.statusCode, body: answer.json() }
}

/** What is refused as a whole, and how. */
export const limitsSuite = (world: () => World): void => {
  test('five hundred records are taken and one more is too large', async () => {
    const { pair, send } = world()
    const station = await pair()
    for (let i = 0; i < 501; i += 1) station.checkin()
    const answer = await send(station, station.upload())
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:too-large', status: 413 })
    expect((await send(station, station.upload(0, 500))).body).toMatchObject({ ack: '0000000500' })
  })

  test('a small stream that unzips to more than 1 MiB is refused', async () => {
    const station = await world().pair()
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20), { level: 9 })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    const answer = await post(world(), station, bomb, { 'content-encoding': 'gzip' })
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:too-large', status: 413 })
  })

  test('more than 1 MiB without gzip is refused', async () => {
    const station = await world().pair()
    const answer = await post(world(), station, Buffer.alloc(1024 * 1024 + 1, 0x20), {})
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:too-large', status: 413 })
  })

  test('content that does not fit its digest is refused', async () => {
    const station = await world().pair()
    station.checkin()
    const { payload, headers } = asRequest(station.upload(), station.accessToken)
    const damaged = asRequest({ ...station.upload(), extra: 1 }, station.accessToken).payload
    expect(await post(world(), station, damaged, headers)).toMatchObject({
      status: 400,
      body: { type: 'urn:wmsj:problem:digest-mismatch' },
    })
    const sha512 = { ...headers, 'content-digest': 'sha-512=:AAAA:' }
    expect((await post(world(), station, payload, sha512)).status).toBe(400)
    const unknown = { ...headers, 'content-digest': 'md5=:AAAA:' }
    expect((await post(world(), station, payload, unknown)).status).toBe(200)
  })

  test.each([
    ['nothing', Buffer.alloc(0), {}, 400],
    ['not JSON', Buffer.from('{"stream"'), {}, 400],
    ['JSON that is no upload', Buffer.from('[1,2,3]'), {}, 400],
    ['null', Buffer.from('null'), {}, 400],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), {}, 400],
    ['not a gzip stream', Buffer.from('hello'), { 'content-encoding': 'gzip' }, 400],
    ['a torn gzip stream', gzipSync('{}'.repeat(99)).subarray(0, 20), { 'content-encoding': 'gzip' }, 400],
    ['an unknown coding', Buffer.from('{}'), { 'content-encoding': 'br' }, 415],
    ['very deep JSON', Buffer.from(`${'['.repeat(400_000)}${']'.repeat(400_000)}`), {}, 400],
  ])('%s is answered with a problem, not with a fault', async (_title, payload, headers, status) => {
    const station = await world().pair()
    const answer = await post(world(), station, payload, headers)
    expect(answer).toMatchObject({ status, body: { status } })
  })

  test('records that are no objects or out of sequence are refused as a whole', async () => {
    const { pair, send } = world()
    const station = await pair()
    station.checkin()
    station.checkin()
    const upload = station.upload()
    for (const records of [['text', null], upload.records.toReversed(), [upload.records[1]]]) {
      const answer = await send(station, { ...upload, records })
      expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:schema', status: 422 })
    }
  })

  test('a lone surrogate has no canonical form and is refused', async () => {
    const station = await world().pair()
    station.checkin()
    const text = JSON.stringify(station.upload()).replace('"attendee"', '"\\ud800"')
    const answer = await post(world(), station, Buffer.from(text), {})
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:wmsj:problem:malformed' } })
  })

  test('a refused batch can be sent again in order', async () => {
    const { pair, send } = world()
    const station = await pair()
    station.checkin(v7())
    const good = station.upload()
    await send(station, { ...good, hash: 'a'.repeat(64) })
    expect((await send(station, good)).body).toMatchObject({ ack: '0000000001' })
  })
}
