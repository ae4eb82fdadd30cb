import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { isStationError } from '../../../../electron/base/errors.ts'
import { bundleShown, deviceShown, queuePage, type QueuePage } from '../../../../electron/contract/device.ts'
import { health } from '../../../../electron/contract/health.ts'
import { exchangeFacts, queueRows } from '../../../../electron/station/device/queue.ts'
import { acknowledge, currentStream, type Verdict } from '../../../../electron/sync/stream.ts'
import { openDesk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { atFirst } from '../../../support/place.ts'
import { formsOf } from '../../../support/traces-of-text.ts'
import { openStation, type TechnicianRig } from '../../../support/technician.ts'

const technician = 'technician'
const refusal = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'done'
  } catch (error) {
    return isStationError(error) ? error.code : 'something else'
  }
}
const audited = ({ dir }: TechnicianRig): { action: string; detail: string }[] => {
  const db = new DatabaseSync(join(dir, 'records.db'), { readOnly: true })
  const rows = db.prepare(`select action, detail from audit where action like 'device.%' order by seq`).all()
  db.close()
  return rows as { action: string; detail: string }[]
}

describe('what a technician sees of the machine', () => {
  it('is health, the reader’s steps and the queue, and nothing of any person', async () => {
    const { station } = await openStation()
    const shown = deviceShown.parse(await station.handlers['device.look']({}, technician))
    health.parse(station.health())
    expect(shown.health.store.freeBytes).toBeGreaterThan(0)
    expect(shown.steps.stage).toBe('searching')
    expect(shown.queue).toMatchObject({ link: 'none', sent: 0, rejected: 0, contactAt: null, retryAt: null })
    expect(JSON.stringify(shown)).not.toMatch(/毕海燕|13863100042|鸥湾/)
  })

  it('counts what happens from the start on', async () => {
    const { station, clock } = await openStation()
    const [who] = station.snapshot('staff', 'first').tiles
    await station.handlers['staff.signIn']({ account: who?.id ?? '', pin: '000001' }, 'first')
    // A page that was alive and then says nothing more.
    await station.handlers['kiosk.beat'](
      { frames: 1, visible: true, dark: false, leaving: false, place: atFirst },
      'first',
    )
    clock.setWall(clock.now() + 3_600_000)
    clock.advance(15_000)
    const { counts, renderer, clock: told, starts } = station.health()
    expect(counts).toMatchObject({ wrongPins: 1, clockSteps: 1 })
    expect(told.jumped).toBe(true)
    expect(renderer).toEqual({ gone: 0, hung: 1 })
    expect(starts).toMatchObject({ count: 1, unclean: 0, lastExit: null })
  })

  it('does not keep the console open by asking', async () => {
    const { station, clock } = await openStation()
    for (let second = 0; second < 179; second += 1) {
      clock.advance(1_000)
      expect(station.isAdmitted('watcher', technician)).toBe(true)
    }
    clock.advance(2_000)
    expect(station.isAdmitted('watcher', technician)).toBe(false)
    expect(await refusal(() => station.handlers['device.look']({}, technician))).toBe('notAllowed')
  })
})

describe('the queue', () => {
  it('lists records by number and type, the newest first, a page at a time', async () => {
    const { station, newId } = await openStation()
    for (let birthYear = 1941; birthYear < 1950; birthYear += 1)
      await station.handlers['people.addProvisional'](
        { commandId: newId(), name: 'WX', birthYear, sex: 'male' },
        technician,
      )
    const pageOf = async (page: number): Promise<QueuePage> =>
      queuePage.parse(await station.handlers['device.queue']({ page }, technician))
    const [first, second, beyond] = [await pageOf(0), await pageOf(1), await pageOf(9)]
    expect(first.total).toBe(9)
    expect(first.rows.map(({ sequence }) => sequence)).toEqual([9, 8, 7, 6, 5, 4])
    expect(second.rows.map(({ sequence }) => sequence)).toEqual([3, 2, 1])
    expect(beyond.rows).toEqual([])
    expect(first.rows[0]).toEqual({
      sequence: 9,
      type: 'cn.wmsj.resident.registered.v1',
      at: '2026-11-24T01:00:00.000Z',
      state: 'waiting',
      code: null,
    })
  })

  it('says of each record what became of it', () => {
    const { parts } = openDesk()
    const at = parts.clock.now()
    const rows = parts.store.transaction((tx) => {
      for (let count = 0; count < 5; count += 1)
        parts.outbox.append(tx, {
          type: 'cn.wmsj.attendance.headcount.v1',
          time: at,
          clockState: 'synced',
          monoMs: 0,
          bootId: 'boot',
          data: { event: parts.newId(), count: 1 },
        })
      const incarnation = currentStream(tx)?.incarnation ?? ''
      const verdict = (sequence: number, status: Verdict['status']): Verdict => ({
        sequence,
        status,
        code: status,
      })
      acknowledge(
        tx,
        incarnation,
        4,
        [verdict(2, 'held'), verdict(3, 'rejected'), verdict(4, 'duplicate')],
        at,
      )
      return queueRows(tx, 0, 10)
    })
    expect(rows.map(({ state, code }) => [state, code])).toEqual([
      ['waiting', null],
      ['duplicate', 'duplicate'],
      ['rejected', 'rejected'],
      ['held', 'held'],
      ['sent', null],
    ])
    expect(parts.store.read((tx) => exchangeFacts(tx, at))).toMatchObject({ sent: 4, rejected: 1 })
  })
})

describe('what a technician can make it do', () => {
  it('is done once for a command and noted', async () => {
    const rig = await openStation()
    const { station, newId } = rig
    const commandId = newId()
    await station.handlers['device.sendNow']({ commandId }, technician)
    await station.handlers['device.sendNow']({ commandId }, technician)
    await station.handlers['device.searchReader']({ commandId: newId() }, technician)
    expect(audited(rig).map(({ action }) => action)).toEqual(['device.sentNow', 'device.readerSearched'])
  })
})

describe('the support file', () => {
  const name = '司样鹮'
  const number = syntheticNumber('1949-07-23', 907)
  const line = (fields: object): string =>
    `${JSON.stringify({ level: 50, time: '2026-11-23T01:00:00.000Z', msg: 'failed', ...fields })}\n`

  const withLogs = async (): Promise<TechnicianRig> => {
    const rig = await openStation()
    await rig.station.handlers['setup.contact'](
      { commandId: rig.newId(), contact: { name: '毕海燕', phone: '13863100042' } },
      technician,
    )
    const folder = join(rig.dir, 'logs')
    mkdirSync(folder, { recursive: true })
    // Lines as no call of ours writes them: another program's error that quotes a person.
    const bad = line({ cause: `${name} ${number}`, person: { name, number } })
    writeFileSync(join(folder, 'station.log'), `${bad}${name}${number}\n${line({ port: '/dev/ttyUSB0' })}`)
    writeFileSync(join(folder, 'station-2026-11-20.log.gz'), gzipSync(bad))
    writeFileSync(join(folder, 'station-2026-10-01.log.gz'), gzipSync(bad))
    writeFileSync(join(folder, 'station-2026-11-21.log.gz'), 'not packed')
    writeFileSync(join(folder, 'people.txt'), `${name} ${number}`)
    return rig
  }

  it('is shown before it is written, and what is written is what was shown', async () => {
    const rig = await withLogs()
    const { station, newId, dir } = rig
    const shown = bundleShown.parse(await station.handlers['device.bundleLook']({}, technician))
    expect(shown.parts.map(({ name }) => name)).toEqual([
      'about.json',
      'health.json',
      'settings.json',
      'counts.json',
      'queue.json',
      'logs/station.log',
      'logs/station-2026-11-21.log.gz.missing',
      'logs/station-2026-11-20.log',
    ])
    expect(readdirSync(dir)).not.toContain('support')
    const { bundle } = shown
    const command = { commandId: newId(), bundle }
    const placed = await station.handlers['device.bundleSave'](command, technician)
    expect(await station.handlers['device.bundleSave'](command, technician)).toEqual(placed)
    expect(placed).toEqual({ where: 'folder', file: 'support-119999001001-20261124-0900.zip' })
    const file = join(dir, 'support', placed.file)
    expect(statSync(file).size).toBe(shown.bytes)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(audited(rig)).toEqual([
      {
        action: 'device.bundleSaved',
        detail: JSON.stringify({ bytes: shown.bytes, where: 'folder' }),
      },
    ])
  })

  it('holds no name and no number in any form, neither of residents nor of staff nor of the contact', async () => {
    const { station } = await withLogs()
    const { parts } = bundleShown.parse(await station.handlers['device.bundleLook']({}, technician))
    // Samples are the whole of these small files.
    expect(parts.every(({ bytes, sample }) => Buffer.byteLength(sample, 'latin1') === bytes)).toBe(true)
    const content = Buffer.from(parts.map(({ sample }) => sample).join('\n'), 'latin1')
    expect(content.toString()).toContain('/dev/ttyUSB0')
    for (const secret of [name, number, '毕海燕', '13863100042', '鸥湾村'])
      for (const [form, bytes] of formsOf(secret))
        expect(content.includes(bytes), `${secret} ${form}`).toBe(false)
  })

  it('is of the one who looked, and not for ever', async () => {
    const { station, newId, clock, dir } = await withLogs()
    const look = async (): Promise<string> =>
      bundleShown.parse(await station.handlers['device.bundleLook']({}, technician)).bundle
    const save = (bundle: string, page = technician): Promise<string> =>
      refusal(() => station.handlers['device.bundleSave']({ commandId: newId(), bundle }, page))
    const first = await look()
    expect(await save(first, 'nobody')).toBe('notAllowed')
    expect(await save(newId())).toBe('notFound')
    const second = await look()
    expect(await save(first)).toBe('notFound')
    for (let minute = 0; minute < 11; minute += 1) {
      clock.advance(60_000)
      await station.handlers['staff.touch']({}, technician)
    }
    expect(await save(second)).toBe('notFound')
    expect(readFileSync(join(dir, 'settings.json'), 'utf8')).toContain('毕海燕')
  })
})
