import { beforeEach, describe, expect, test } from 'vitest'
import { deviceShown, type DeviceShown } from '../../../../electron/contract/device.ts'
import { recordTypes } from '../../../../electron/contract/records/index.ts'
import { words } from '../../../../electron/contract/words/zh-CN.ts'
import {
  countRows,
  factRows,
  formatSize,
  sayAnswer,
  sayCounters,
  sayNet,
  sayReaderTrouble,
  sayRecord,
  stepRows,
} from '../../../../renderer/console/device/device-says.ts'
import { useDevice } from '../../../../renderer/stores/device.ts'
import { openConsole, type ConsolePage } from '../../../support/console-page.ts'
import { samplesIn } from '../../../support/samples.ts'

const outputOf = (call: string): unknown => {
  const sample = samplesIn('messages').find(({ name }) => name === `reply.${call}`)
  return (sample?.content as { output: unknown }).output
}
const base = deviceShown.parse(outputOf('device.look'))
const withReader = (
  reader: Partial<DeviceShown['health']['reader']>,
  steps: Partial<DeviceShown['steps']> = {},
): DeviceShown => ({
  ...base,
  health: { ...base.health, reader: { ...base.health.reader, ...reader } },
  steps: { ...base.steps, ...steps },
})
const states = (shown: DeviceShown): string =>
  stepRows(shown)
    .map(({ state }) => state)
    .join(' ')

describe('the reader step by step', () => {
  test.each([
    ['searching', 'now waiting done done waiting'],
    ['opened', 'done now done done waiting'],
    ['answered', 'done done done done now'],
    ['found', 'done done now waiting waiting'],
    ['selected', 'done done done now waiting'],
    ['read', 'done done done done waiting'],
  ] as const)('at %s', (stage, expected) => {
    expect(states(withReader({}, { stage }))).toBe(expected)
  })

  test('before the first card nothing of a card is done', () => {
    const counters = { ...base.health.reader.counters, cards: 0 }
    expect(states(withReader({ counters }, { stage: 'answered', readMs: null }))).toBe(
      'done done waiting waiting now',
    )
  })

  test('a reader that is broken is stuck at its module, in words with the code for whoever mends it', () => {
    const broken = withReader({ state: 'fault', trouble: '000060' }, { stage: 'opened' })
    expect(states(broken)).toBe('done wrong done done waiting')
    expect(sayReaderTrouble(broken)).toBe('读卡器自检没过。拔下来等十秒再插，还不行就换一台（000060）')
    expect(sayReaderTrouble(base)).toBeNull()
  })

  test('where none is wanted nothing is looked for', () => {
    const none = withReader({ state: 'absent', port: null }, { stage: 'searching', port: null })
    expect(stepRows(none)[0]).toMatchObject({ state: 'waiting', detail: '—' })
  })

  test('counters say what went wrong on the wire', () => {
    expect(sayCounters(base)).toBe('校验错 2，长短错 0，没回音 1，重接 3')
  })
})

describe('words for the queue', () => {
  test('every type of record and every code has its own, and a new code is shown as it is', () => {
    expect(new Set(recordTypes.map(sayRecord)).size).toBe(recordTypes.length)
    expect(sayRecord('cn.wmsj.something.new.v1')).toBe('还不认识的记录')
    expect(sayAnswer('unreachable')).toBe('连不上中心，看看网线')
    expect(sayAnswer('http-502')).toBe('中心说 http-502')
  })

  test('the line under the title says how long the net has been down', () => {
    const now = Date.parse(base.at)
    expect(sayNet(base, now)).toBe('网断了 24 分钟，照常签到，通了会自己上报')
    const just = { ...base, queue: { ...base.queue, contactAt: base.at } }
    expect(sayNet(just, now)).toBe('网断了，照常签到，通了会自己上报')
    expect(sayNet({ ...base, queue: { ...base.queue, link: 'none' } }, now)).toBe(words.device.net.none)
  })
})

describe('facts', () => {
  const withHealth = (health: Partial<DeviceShown['health']>): DeviceShown => ({
    ...base,
    health: { ...base.health, ...health },
  })
  const values = (shown: DeviceShown): string[] => factRows(shown).map(({ value }) => value)

  test('of a machine that is well', () => {
    expect(values(base)).toEqual([
      '差 0.4 秒',
      '还有 61 GB',
      '11月23日 22:00',
      '12,945 条，查过没错',
      '0.1.0',
    ])
  })

  test('say what is wrong', () => {
    const { clock, store } = base.health
    expect(values(withHealth({ clock: { ...clock, jumped: true } }))[0]).toBe('跳过，请核对')
    expect(values(withHealth({ clock: { ...clock, state: 'unset' } }))[0]).toBe('没有设好')
    expect(values(withHealth({ clock: { ...clock, state: 'drifting' } }))[0]).toBe('一天没跟中心对过')
    const check = { at: base.at, ok: false, found: 2 }
    expect(
      values(withHealth({ store: { ...store, lastCheck: check, lastBackup: null } })).slice(2, 4),
    ).toEqual(['还没有', '12,945 条，查出不对'])
    expect(values(withHealth({ store: { ...store, ok: false } }))[3]).toBe('写不进去')
  })

  test('sizes are never shown smaller than they are', () => {
    expect([0, 1, 1024, 1_126_400, 48_234_496, 65_498_251_264].map(formatSize)).toEqual([
      '0 KB',
      '0.1 KB',
      '1 KB',
      '1.1 MB',
      '46 MB',
      '61 GB',
    ])
  })

  test('all counts have a line of their own', () => {
    const rows = countRows(base)
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    expect(rows).toContainEqual({ name: '刷卡', value: '52 次' })
    expect(rows).toContainEqual({ name: '上次关机', value: '突然断了' })
  })
})

describe('the page', () => {
  let page: ConsolePage
  let device: ReturnType<typeof useDevice>
  beforeEach(() => {
    page = openConsole()
    page.say({ id: '01935b6e-7c00-7000-8000-000000000003', name: 'Tech', roles: ['technician'] })
    device = useDevice()
  })
  const asked = (call: string): number => page.far.sent.filter((sent) => sent.call === call).length

  test('asks each second while it is open, and not after', async () => {
    device.enter()
    await page.answer('device.look', base)
    await page.answer('device.queue', outputOf('device.queue'))
    expect(device.shown).toEqual(base)
    page.clock.advance(1_000)
    expect(asked('device.look')).toBe(2)
    await page.fail('device.look', 'internal')
    expect(device.failed).toBe(true)
    expect(device.shown).toEqual(base)
    device.leave()
    await page.answer('device.queue', outputOf('device.queue'))
    page.clock.advance(10_000)
    expect(asked('device.look')).toBe(2)
  })

  test('stays at the page of the queue that was opened', async () => {
    const opened = device.openQueue(3)
    await page.answer('device.queue', outputOf('device.queue'))
    await opened
    device.enter()
    await page.answer('device.look', base)
    expect(page.last('device.queue').input).toEqual({ page: 3 })
  })

  test('tries the reader for a minute at most, and never beyond the page', async () => {
    device.enter()
    expect(asked('setup.readerTest')).toBe(0)
    device.toggleTrying()
    expect(device.trying).toBe(true)
    const tried = { state: 'ready', port: null, card: null, unread: false, lifted: false }
    for (let second = 0; second < 70; second += 1) {
      if (asked('setup.readerTest') > second) await page.answer('setup.readerTest', tried)
      await page.answer('device.look', base)
      await page.answer('device.queue', outputOf('device.queue'))
      page.clock.advance(1_000)
    }
    expect(device.trying).toBe(false)
    expect(asked('setup.readerTest')).toBe(60)
    device.toggleTrying()
    device.leave()
    expect(device.trying).toBe(false)
  })

  test('writes the file that was looked at, and says where; one that is too old is put together again', async () => {
    void device.pack()
    expect(device.packing).toBe(true)
    await page.answer('device.bundleLook', outputOf('device.bundleLook'))
    expect(device.packing).toBe(false)
    void device.save()
    expect(page.last('device.bundleSave').input).toMatchObject({ bundle: device.bundle?.bundle })
    await page.fail('device.bundleSave', 'notFound')
    expect(device.packFailed).toBe('old')
    void device.pack()
    expect(device.packFailed).toBeNull()
    await page.answer('device.bundleLook', outputOf('device.bundleLook'))
    void device.save()
    await page.answer('device.bundleSave', outputOf('device.bundleSave'))
    expect(device.saved).toEqual(outputOf('device.bundleSave'))
  })

  test('a file that could not be put together is said, and closing forgets it', async () => {
    void device.pack()
    await page.fail('device.bundleLook', 'internal')
    expect(device.packFailed).toBe('failed')
    device.unpack()
    expect(device.packFailed).toBeNull()
  })

  test('only a technician is one', () => {
    expect(page.staff.isTechnician).toBe(true)
    page.say({ id: '01935b6e-7c00-7000-8000-000000000004', name: 'Head', roles: ['head', 'clerk'] })
    expect(page.staff.isTechnician).toBe(false)
  })
})
