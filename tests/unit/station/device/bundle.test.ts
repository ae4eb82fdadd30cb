import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainLine } from '../../../../electron/station/device/log-lines.ts'
import { zipOf } from '../../../../electron/station/device/zip.ts'
import { lacks } from '../../../support/fault-tools.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { testFolder } from '../../../support/test-store.ts'

const number = syntheticNumber('1949-07-23', 907)

describe('a line of the log that leaves the house', () => {
  const leaves = (line: object): unknown => JSON.parse(plainLine(JSON.stringify(line)) ?? 'null')
  const base = { level: 30, time: '2026-11-24T01:00:00.000Z', msg: 'card read' }

  it('keeps figures, codes and places', () => {
    const facts = { port: '/dev/ttyUSB0', ms: 12, warnings: ['idCheck'], ok: true, sw: null }
    expect(leaves({ ...base, ...facts })).toEqual({ ...base, ...facts })
  })

  it('keeps no Chinese, no long number, and nothing of things within things', () => {
    const line = JSON.stringify(
      leaves({
        ...base,
        cause: `王秀兰 ${number} 13863100042 ${number.toLowerCase()}`,
        person: { name: 'Wang Xiulan' },
        list: ['王秀兰', { name: 'Wang' }],
        ['王秀兰']: 1,
      }),
    )
    for (const trace of ['王', number, '13863100042', 'Wang']) expect(line).not.toContain(trace)
  })

  it('is none where it is no line of ours', () => {
    for (const text of ['', 'garbage', '[]', 'null', '{"level":30}', `"${number}"`])
      expect(plainLine(text)).toBeNull()
  })
})

describe('the file', () => {
  const skip = lacks('python3')
  it.skipIf(skip)('opens with a program that is not ours', async () => {
    const file = join(testFolder(), 'support.zip')
    const parts = [
      { name: 'about.json', content: Buffer.from('{"version":"0.1.0"}\n') },
      { name: 'logs/station.log', content: Buffer.from('line\n'.repeat(10_000)) },
      { name: 'empty', content: Buffer.alloc(0) },
    ]
    writeFileSync(file, await zipOf(parts, Date.parse('2026-11-24T00:52:00.000Z')))
    const script =
      'import sys,zipfile,json;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;' +
      'print(json.dumps([[i.filename,i.file_size,list(i.date_time)] for i in z.infolist()]))'
    const listed: unknown = JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }))
    expect(listed).toEqual([
      ['about.json', 20, [2026, 11, 24, 8, 52, 0]],
      ['logs/station.log', 50_000, [2026, 11, 24, 8, 52, 0]],
      ['empty', 0, [2026, 11, 24, 8, 52, 0]],
    ])
  })
})
