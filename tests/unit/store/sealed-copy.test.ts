import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newSheetDigits, sheetPublicKey, type Opener } from '../../../electron/store/sealed-copy.ts'
import { readAbout, sealFiles, unsealFiles } from '../../../electron/store/sealed-file.ts'
import { overwrite } from '../../support/damage.ts'
import { errorWith, testFolder } from '../../support/test-store.ts'

const station = Buffer.alloc(32, 5)
const digits = newSheetDigits()
const sheet = sheetPublicKey(digits)
const facts = { storeId: 'store', station: '119999001001', name: '向阳站', madeAt: 7, records: 3 }
const own: Opener = { kind: 'station', key: station }
const bySheet: Opener = { kind: 'sheet', digits }
const mebibyte = 1024 * 1024

const sealed = async (
  bytes: number,
  recipients = { station, sheet: sheet as string | null },
): Promise<string> => {
  const dir = testFolder()
  const records = join(dir, 'records.db')
  writeFileSync(records, Buffer.alloc(bytes, 'records '))
  const target = join(dir, 'copy.backup')
  const files = [
    { name: 'records.db', from: records },
    { name: 'key', from: Buffer.alloc(32, 9) },
  ]
  await sealFiles(target, files, recipients, facts)
  return target
}
const opened = async (file: string, opener: Opener): Promise<Record<string, Buffer>> => {
  const got: Record<string, Buffer> = {}
  await unsealFiles(file, opener, (name, bytes) => {
    got[name] = Buffer.concat([got[name] ?? Buffer.alloc(0), bytes])
    return Promise.resolve()
  })
  return got
}

describe('a sealed copy', () => {
  it.each([0, 1, mebibyte - 32, mebibyte, mebibyte + 1, 3 * mebibyte - 32])(
    'of %i bytes opens with the station’s key and with the sheet, to the byte',
    async (bytes) => {
      const file = await sealed(bytes)
      for (const opener of [own, bySheet]) {
        const got = await opened(file, opener)
        expect(got['records.db'] ?? Buffer.alloc(0)).toEqual(Buffer.alloc(bytes, 'records '))
        expect(got.key).toEqual(Buffer.alloc(32, 9))
      }
    },
  )

  it('shows whose it is and of when, and nothing that lies in it', async () => {
    const file = await sealed(5000)
    expect(await readAbout(file)).toEqual(facts)
    expect(readFileSync(file).includes('records records')).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('does not open with another key, other digits, or without a sheet', async () => {
    const file = await sealed(100)
    await expect(opened(file, { kind: 'station', key: Buffer.alloc(32, 6) })).rejects.toEqual(
      errorWith('keyWrong'),
    )
    const other = digits.replace(/^./, (first) => String((Number(first) + 1) % 10))
    await expect(opened(file, { kind: 'sheet', digits: other })).rejects.toEqual(errorWith('keyWrong'))
    const without = await sealed(100, { station, sheet: null })
    await expect(opened(without, bySheet)).rejects.toEqual(errorWith('keyWrong'))
  })

  it('is refused with any byte changed, cut off, made longer, or with its pieces changed round', async () => {
    const whole = await sealed(2 * mebibyte)
    const { size } = statSync(whole)
    const kept = readFileSync(whole)
    const bad = async (bytes: Buffer): Promise<unknown> => {
      const file = join(testFolder(), 'bad.backup')
      writeFileSync(file, bytes)
      return opened(file, own).then(
        () => 'opened',
        (error: unknown) => (error as { code: string }).code,
      )
    }
    for (const at of [0, 9, 13, 40, 300, 700, size - 1, size - 20, size >> 1]) {
      const changed = Buffer.from(kept)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(['copyRefused', 'keyWrong'], `byte ${String(at)}`).toContain(await bad(changed))
    }
    for (const length of [0, 5, 100, size - 1, size - 40]) {
      expect(await bad(kept.subarray(0, length)), `length ${String(length)}`).toBe('copyRefused')
    }
    expect(await bad(Buffer.concat([kept, Buffer.of(0)]))).toBe('copyRefused')
    const first = size - 2 * (mebibyte + 16) - 48
    const swapped = Buffer.concat([
      kept.subarray(0, first),
      kept.subarray(first + mebibyte + 16, first + 2 * (mebibyte + 16)),
      kept.subarray(first, first + mebibyte + 16),
      kept.subarray(first + 2 * (mebibyte + 16)),
    ])
    expect(swapped).toHaveLength(size)
    expect(await bad(swapped)).toBe('copyRefused')
  })

  it('of ten gigabytes that only begins like one is refused at once', async () => {
    const file = await sealed(100)
    truncateSync(file, 10 * 1024 ** 3)
    await expect(opened(file, own)).rejects.toEqual(errorWith('copyRefused'))
    const nothing = join(testFolder(), 'nothing.backup')
    const handle = openSync(nothing, 'w')
    ftruncateSync(handle, 10 * 1024 ** 3)
    closeSync(handle)
    await expect(opened(nothing, own)).rejects.toEqual(errorWith('copyRefused'))
    await expect(readAbout(nothing)).rejects.toEqual(errorWith('copyRefused'))
  })

  it('that cannot be written leaves the one before as it was, and nothing half', async () => {
    const file = await sealed(100)
    const before = readFileSync(file)
    const gone = [{ name: 'records.db', from: join(testFolder(), 'no-such-file') }]
    await expect(sealFiles(file, gone, { station, sheet }, facts)).rejects.toEqual(errorWith('copyRefused'))
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('unfinished'))).toEqual([])
    const nowhere = join(testFolder(), 'no-such-folder', 'copy.backup')
    await expect(
      sealFiles(nowhere, [{ name: 'key', from: Buffer.alloc(1) }], { station, sheet }, facts),
    ).rejects.toEqual(errorWith('copyRefused'))
    expect(existsSync(nowhere)).toBe(false)
  })

  it('digits of a sheet are thirty, and never the same', () => {
    const many = Array.from({ length: 200 }, newSheetDigits)
    expect(many.every((one) => /^\d{30}$/.test(one))).toBe(true)
    expect(new Set(many).size).toBe(200)
    expect(new Set(many.join('')).size).toBe(10)
  })
})

it('a changed head is noticed also where it still reads well', async () => {
  const file = await sealed(100)
  const at = readFileSync(file).indexOf('"madeAt":7')
  overwrite(file, at + '"madeAt":'.length, (bytes) => bytes.write('8'))
  expect((await readAbout(file)).madeAt).toBe(8)
  await expect(opened(file, own)).rejects.toEqual(errorWith('copyRefused'))
})
