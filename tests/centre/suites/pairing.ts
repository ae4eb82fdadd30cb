import { expect, test } from 'vitest'
import type { World } from '../support/world.ts'

/** Pairing, and the life of an access token. */
export const pairingSuite = (world: () => World): void => {
  test('a token pairs one device and answers the station, an access token and the policy', async () => {
    const { call, token } = world()
    const answer = await call('POST', '/v1/devices', undefined, {
      token: await token('119999900001'),
      device: { publicKey: 'a2V5', model: 'kiosk', os: 'Linux', appVersion: '0.1.0', colour: 'sea' },
      incarnation: '0192f3aa-0000-7000-8000-000000000001',
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      stationId: '119999900001',
      deviceId: expect.any(String) as string,
      accessToken: expect.stringMatching(/^.{40,}$/) as string,
      policy: { maxRecords: 500, maxBytes: 1_048_576 },
    })
  })

  test('a token is eight characters that cannot be mistaken for one another', async () => {
    for (let i = 0; i < 20; i += 1) {
      expect(await world().token('119999900002')).toMatch(/^[2-9A-HJ-KM-NP-Z]{8}$/)
    }
  })

  test('small letters, blanks and a dash in a typed token are forgiven', async () => {
    const { call, token } = world()
    const typed = (await token('119999900003')).toLowerCase()
    const answer = await call('POST', '/v1/devices', undefined, {
      token: ` ${typed.slice(0, 4)}-${typed.slice(4)} `,
    })
    expect(answer.body).toMatchObject({ stationId: '119999900003' })
  })

  test('a token works once, also when two devices use it in the same moment', async () => {
    const { call, token } = world()
    const body = { token: await token('119999900004'), device: {} }
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', '/v1/devices', undefined, body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    const later = await call('POST', '/v1/devices', undefined, body)
    expect(later.body).toMatchObject({ type: 'urn:wmsj:problem:token-expired', status: 401 })
  })

  test('a token ends after fifteen minutes', async () => {
    const { call, token, clock } = world()
    const early = await token('119999900005')
    const late = await token('119999900005')
    clock.now += 15 * 60_000 - 1
    expect((await call('POST', '/v1/devices', undefined, { token: early })).status).toBe(200)
    clock.now += 1
    const answer = await call('POST', '/v1/devices', undefined, { token: late })
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:token-expired', status: 401 })
  })

  test('a token that never was pairs nothing', async () => {
    const answer = await world().call('POST', '/v1/devices', undefined, { token: 'ABCDEFGH' })
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:token-unknown', status: 401 })
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  test('neither pairing tokens nor access tokens can be read from the database', async () => {
    const { token, pair, db } = world()
    const pairing = await token('119999900006')
    const { accessToken } = await pair()
    const tables = ['pairing_token', 'device']
    const rows = await Promise.all(tables.map((table) => db.query(`select * from ${table}`)))
    const dump = JSON.stringify(rows)
    expect(dump).not.toContain(pairing)
    expect(dump).not.toContain(accessToken)
  })

  test('without a valid access token nothing is taken', async () => {
    const { pair, send, call } = world()
    const station = await pair()
    station.checkin()
    const stranger = Object.assign(station, { accessToken: 'x'.repeat(43) })
    expect((await send(stranger, station.upload())).body).toMatchObject({
      type: 'urn:wmsj:problem:token-expired',
      status: 401,
    })
    expect((await call('GET', '/v1/sync/stream')).status).toBe(401)
  })

  test('after a roll the new access token works and the old one does not', async () => {
    const { pair, call } = world()
    const { deviceId, accessToken } = await pair()
    const rolled = await call('POST', `/v1/devices/${deviceId}/roll`, accessToken)
    expect(rolled.status).toBe(200)
    expect((await call('GET', '/v1/sync/stream', accessToken)).status).toBe(401)
    expect((await call('GET', '/v1/sync/stream', String(rolled.body.accessToken))).status).toBe(200)
  })

  test('a revoked device is told so, and cannot roll itself back in', async () => {
    const { pair, call, controlKey } = world()
    const { deviceId, accessToken } = await pair()
    expect((await call('DELETE', `/v1/devices/${deviceId}`, controlKey)).status).toBe(204)
    const answer = await call('GET', '/v1/sync/stream', accessToken)
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:revoked', status: 403 })
    expect((await call('POST', `/v1/devices/${deviceId}/roll`, accessToken)).status).toBe(403)
    expect((await call('POST', `/v1/devices/${deviceId}/roll`, controlKey)).status).toBe(404)
  })

  test('a device cannot end another one', async () => {
    const { pair, call } = world()
    const [one, other] = [await pair(), await pair()]
    expect((await call('DELETE', `/v1/devices/${other.deviceId}`, one.accessToken)).status).toBe(403)
    expect((await call('GET', '/v1/sync/stream', other.accessToken)).status).toBe(200)
  })

  test('the operator gets tokens over loopback with the key and not without', async () => {
    const { call, controlKey } = world()
    const wanted = { station: '119999900007', name: '鸥湾村', town: null }
    expect((await call('POST', '/control/tokens', 'wrong', wanted)).status).toBe(401)
    const answer = await call('POST', '/control/tokens', controlKey, wanted)
    expect(answer.body.token).toMatch(/^[2-9A-Z]{8}$/)
  })

  test('the policy is open to all and spreads more stations over more time', async () => {
    const { call, pair } = world()
    const jitter = async (): Promise<number> => Number((await call('GET', '/v1/config')).body.jitterMs)
    const before = await jitter()
    await pair()
    expect(await jitter()).toBeGreaterThan(before)
  })
}
