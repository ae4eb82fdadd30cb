import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { StationEvent } from '../../../../electron/calendar/rules.ts'
import { calls, type CallInput, type CallOutput } from '../../../../electron/contract/calls.ts'
import { createPrinter } from '../../../../electron/reports/papers/printer.ts'
import { createStick } from '../../../../electron/station/desk/stick.ts'
import { createPapersHandlers } from '../../../../electron/station/papers/handlers.ts'
import { openDeskWithClerk, pepper } from '../../../support/desk-rig.ts'
import { readPdf } from '../../../support/read-pdf.ts'
import { openReports } from '../../../support/reports.ts'
import { errorWith, testFolder } from '../../../support/test-store.ts'

const slow = { timeout: 90_000 }
const december = Date.parse('2026-12-03T01:00:00.000Z')
const hour = 3_600_000

let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let papers: ReturnType<typeof createPapersHandlers>
let exportFolder: string
let printed = 0

beforeEach(async () => {
  printed = 0
  rig = await openDeskWithClerk()
  const { parts, desk, dir, newId, sticks } = rig
  exportFolder = join(dir, 'exports')
  papers = createPapersHandlers({
    desk: {
      parts,
      desk,
      pins: { store: parts.store, clock: parts.clock, boot: parts.boot, pepper },
      stick: createStick({
        roots: () => Promise.resolve(sticks),
        newId,
        mounted: (root) => Promise.resolve(existsSync(root)),
      }),
      written: () => undefined,
    },
    reports: openReports(dir),
    printer: {
      print: (paper) => {
        printed += 1
        return createPrinter(parts.clock).print(paper)
      },
    },
    exportFolder,
    stationName: () => '鸥湾村实践站',
  })
})

type Placed = CallOutput<'papers.plan'>
const plan = async (change: Partial<CallInput<'papers.plan'>> = {}, page = rig.page): Promise<Placed> =>
  papers['papers.plan']({ commandId: rig.newId(), month: '2026-12', size: 'A4', ...change }, page)
const poster = async (about: CallInput<'papers.poster'>['about']): Promise<Placed> =>
  papers['papers.poster']({ commandId: rig.newId(), about }, rig.page)
const roster = async (event: StationEvent, as: 'pdf' | 'csv'): Promise<Placed> =>
  papers['papers.roster']({ commandId: rig.newId(), event: event.id, as }, rig.page)

const read = ({ file }: Placed, folder = exportFolder): ReturnType<typeof readPdf> =>
  readPdf(readFileSync(join(folder, file)))
const actions = (): string[] => rig.audit().map(({ action }) => action)

describe('the month on paper', () => {
  it(
    'says days, lunar days, times, titles and places, and strikes out what was cancelled',
    slow,
    async () => {
      rig.addEvent({ startsAt: december, title: '𬭚㛃䶮讲医保', place: '二楼讲堂' })
      rig.addEvent({ startsAt: december + 24 * hour, title: '冬至包饺子', status: 'cancelled' })
      rig.addEvent({ startsAt: december + 48 * hour, title: '还没定的事', status: 'draft' })
      const placed = await plan()
      expect(placed).toEqual({ where: 'folder', file: '活动月计划-2026-12.pdf' })
      const { pages, sizes } = await read(placed)
      expect(pages).toHaveLength(1)
      expect(sizes).toEqual([[842, 595]])
      for (const text of [
        '2026年12月活动',
        '12月3日 星期四',
        '十月廿五',
        '9:00-10:00',
        '𬭚㛃䶮讲医保',
        '二楼讲堂',
      ])
        expect(pages[0]).toContain(text)
      expect(pages[0]).toMatch(/冬至包饺子\s*取消/)
      expect(pages[0]).not.toContain('还没定的事')
      expect(rig.audit().at(-1)).toMatchObject({
        actor: rig.clerk,
        action: 'papers.planPrinted',
        detail: { month: '2026-12', size: 'A4', where: 'folder' },
      })
      const bytes = readFileSync(join(exportFolder, placed.file))
      expect(bytes.length).toBeLessThan(200_000)
      expect(bytes.includes('/FontFile2')).toBe(true)
    },
  )

  it('takes 300 events with titles of 60 characters, on A3', slow, async () => {
    for (let index = 0; index < 300; index += 1)
      rig.addEvent({ startsAt: december + index * hour, title: `${'长'.repeat(57)}${String(100 + index)}` })
    const { pages, sizes } = await read(await plan({ size: 'A3' }))
    expect(sizes[0]).toEqual([1191, 842])
    const text = pages.join('')
    for (let index = 0; index < 300; index += 1) expect(text).toContain(`长${String(100 + index)}`)
  })

  it('is refused for a month without events, and writes and notes nothing', async () => {
    await expect(plan({ month: '2027-01' })).rejects.toThrow(errorWith('notFound'))
    expect(existsSync(exportFolder)).toBe(false)
    expect(actions()).not.toContain('papers.planPrinted')
  })

  it('is made once for one command', slow, async () => {
    rig.addEvent({ startsAt: december })
    const commandId = rig.newId()
    const first = await plan({ commandId })
    writeFileSync(join(exportFolder, first.file), 'kept')
    expect(await plan({ commandId })).toEqual(first)
    expect(readFileSync(join(exportFolder, first.file), 'utf8')).toBe('kept')
    expect(actions().filter((action) => action === 'papers.planPrinted')).toHaveLength(1)
  })

  it('is made once where a page asks again before it is done', slow, async () => {
    rig.addEvent({ startsAt: december })
    const commandId = rig.newId()
    const both = await Promise.all([plan({ commandId }), plan({ commandId })])
    expect(both[0]).toEqual(both[1])
    expect(printed).toBe(1)
  })

  it('goes onto the stick, or into the folder where the stick takes nothing', slow, async () => {
    rig.addEvent({ startsAt: december })
    const stick = testFolder()
    rig.sticks.push(stick)
    const placed = await plan()
    expect(placed.where).toBe('stick')
    expect(readdirSync(stick)).toEqual([placed.file])
    // A folder of that name stands in the way.
    mkdirSync(join(stick, '活动月计划-2026-11.pdf'))
    rig.addEvent({ startsAt: Date.parse('2026-11-25T01:00:00.000Z') })
    const second = await plan({ month: '2026-11' })
    expect(second.where).toBe('folder')
    expect(readdirSync(stick).some((name) => name.endsWith('.tmp'))).toBe(false)
  })
})

describe('a file of a name that is there', () => {
  it('gets a name of its own, and the one before stays as it is', slow, async () => {
    rig.addEvent({ startsAt: december })
    const stick = testFolder()
    rig.sticks.push(stick)
    const first = await plan()
    writeFileSync(join(stick, first.file), 'kept')
    const second = await plan()
    const third = await plan()
    expect([second.file, third.file]).toEqual(['活动月计划-2026-12-2.pdf', '活动月计划-2026-12-3.pdf'])
    expect(readFileSync(join(stick, first.file), 'utf8')).toBe('kept')
    expect(readFileSync(join(stick, third.file)).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('posters', () => {
  it('tell of a month and of one event on A3', slow, async () => {
    const event = rig.addEvent({
      startsAt: december,
      title: '防诈骗/讲座',
      place: '大槐树下',
      bring: '身份证',
    })
    const month = await read(await poster({ kind: 'month', month: '2026-12' }))
    expect(month.sizes).toEqual([[842, 1191]])
    expect(month.pages[0]).toContain('大槐树下')
    const placed = await poster({ kind: 'event', event: event.id })
    expect(placed.file).toBe('活动海报-2026-12-03-防诈骗-讲座.pdf')
    const { pages } = await read(placed)
    expect(pages).toHaveLength(1)
    for (const text of ['防诈骗/讲座', '12月3日', '大槐树下', '身份证']) expect(pages[0]).toContain(text)
    expect(rig.audit().at(-1)).toMatchObject({ action: 'papers.posterPrinted', subject: event.id })
  })

  it('are refused for a draft', async () => {
    const { id } = rig.addEvent({ startsAt: december, status: 'draft' })
    await expect(poster({ kind: 'event', event: id })).rejects.toThrow(errorWith('notFound'))
  })
})

describe('rosters', () => {
  it('mask names and leave boxes to sign, page after page', slow, async () => {
    const event = rig.addEvent({ title: '医保报销今年怎么变' })
    for (let index = 0; index < 60; index += 1) rig.comeIn(event, rig.person({ name: '欧阳娜娜' }))
    const placed = await roster(event, 'pdf')
    const { pages } = await read(placed)
    expect(pages.length).toBeGreaterThan(1)
    const text = pages.join('')
    expect(text).not.toContain('欧阳娜娜')
    expect(text.match(/欧阳\*娜/g)).toHaveLength(60)
    for (const page of pages) expect(page).toContain('本人签名')
    expect(text).toContain(`第 1 页，共 ${String(pages.length)} 页`)
  })

  it('are tables too, whose cells no office program runs', async () => {
    const event = rig.addEvent({ title: 'event' })
    rig.comeIn(event, rig.person({ name: '=甲乙' }))
    const placed = await roster(event, 'csv')
    const text = readFileSync(join(exportFolder, placed.file), 'utf8')
    expect(text.startsWith('\uFEFF号,姓名,尾号,刷卡时间\r\n')).toBe(true)
    expect(text).toContain(`1,'=`)
    expect(rig.audit().at(-1)).toMatchObject({ action: 'papers.rosterSaved', detail: { people: 1 } })
  })

  it('are refused where nobody is', async () => {
    const event = rig.addEvent({})
    await expect(roster(event, 'csv')).rejects.toThrow(errorWith('notFound'))
    expect(existsSync(exportFolder)).toBe(false)
  })
})

it('only clerks and the head print', async () => {
  rig.addEvent({ startsAt: december })
  for (const name of ['papers.plan', 'papers.poster', 'papers.roster'] as const)
    expect(calls[name].audience).toBe('clerk')
  await expect(plan({}, rig.newId())).rejects.toThrow(errorWith('notAllowed'))
  const council = rig.newId()
  await rig.desk.signIn(council, {
    account: rig.addStaff({ pin: '846093', roles: ['council'] }),
    pin: '846093',
  })
  await expect(plan({}, council)).rejects.toThrow(errorWith('notAllowed'))
  expect(existsSync(exportFolder)).toBe(false)
})

it('the font is the one that was cut', () => {
  const folder = new URL('../../../../resources/fonts/', import.meta.url)
  const [sum, name] = readFileSync(new URL('noto-sans-sc-print.sha256', folder), 'utf8').trim().split('  ')
  const bytes = readFileSync(new URL(name ?? '', folder))
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sum)
  expect(bytes.length).toBeLessThanOrEqual(6 * 1024 * 1024)
})
