import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeStream } from '../../../electron/reader/decode-command.ts'
import { encodeAnswer } from '../../../electron/reader/sam/frame.ts'
import { buildPhoto, buildText } from '../../../electron/reader/simulated/card-image.ts'
import { cardOf, textOf } from '../../support/reader-rig.ts'
import { cutAt } from '../../support/wire.ts'

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Promise.resolve(piece)
}

const decodeText = async (text: string, cuts: readonly number[] = []): Promise<unknown[]> => {
  let output = ''
  for await (const part of decodeStream(piecesOf(cutAt(Buffer.from(text), cuts)))) output += part
  return output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]))
}

const hex = (frame: Uint8Array): string => Buffer.from(frame).toString('hex')

const cardFrame = (
  text: Uint8Array,
  head: number[] = [1, 0, 4, 0],
  photo: Uint8Array = buildPhoto(),
  fingers = 0,
): string =>
  hex(encodeAnswer(0x90, Buffer.concat([Uint8Array.from(head), text, photo, new Uint8Array(fingers)])))

const malformed = { error: 'malformed' }

describe('a status frame', () => {
  it.each([
    [0x000090, { sw: '000090', ok: true, meaning: 'done' }],
    [0x00009f, { sw: '00009f', ok: true, meaning: 'card found' }],
    [0x000091, { sw: '000091', ok: false, meaning: 'card has no such item' }],
    [0x000080, { sw: '000080', ok: false, meaning: 'no card, or the same card still there' }],
    [0x6a8241, { sw: '6a8241', ok: false, meaning: 'reading the card failed' }],
    [0x000060, { sw: '000060', ok: false, meaning: 'self test of the security module failed', fatal: true }],
    [0x000066, { sw: '000066', ok: false, meaning: 'security module not authorised', fatal: true }],
    [0x000077, { sw: '000077', ok: false }],
    [0x900000, { sw: '900000', ok: false }],
  ])('%x is decoded', async (sw, expected) => {
    expect(await decodeText(hex(encodeAnswer(sw)))).toEqual([expected])
  })

  it.each([4, 8, 16, 70])('with %i bytes of data is no card', async (bytes) => {
    expect(await decodeText(hex(encodeAnswer(0x90, new Uint8Array(bytes))))).toEqual([
      { sw: '000090', ok: true, meaning: 'done' },
    ])
  })
})

describe('a card frame', () => {
  it('is decoded with its keys in the published order', async () => {
    const [card] = await decodeText(cardFrame(textOf('foreigner')))
    expect(Object.keys(card as object)).toEqual([
      'kind',
      'name',
      'nameEn',
      'sexCode',
      'birth',
      'idNumber',
      'nationality',
      'oldNumber',
      'validFrom',
      'validTo',
      'longTerm',
      'warnings',
    ])
  })

  it('of a long-term card says so', async () => {
    expect(await decodeText(cardFrame(textOf('grandfather')))).toMatchObject([
      { kind: 'resident', name: '于样海', validTo: null, longTerm: true, warnings: [] },
    ])
  })

  it.each([0, 512, 1024])('with %i bytes of fingerprints is the same as without', async (fingers) => {
    const head = [1, 0, 4, 0, fingers >> 8, 0]
    const [plain] = await decodeText(cardFrame(textOf('rare')))
    expect(await decodeText(cardFrame(textOf('rare'), head, buildPhoto(), fingers))).toEqual([plain])
  })

  it.each([
    ['a text of 255 bytes', [0, 255, 4, 0]],
    ['a longer photo', [1, 0, 4, 1]],
    ['a shorter photo', [1, 0, 3, 255]],
    ['no lengths', [0, 0, 0, 0]],
  ])('whose lengths promise %s is malformed', async (_what, head) => {
    expect(await decodeText(cardFrame(textOf('rare'), head))).toEqual([malformed])
  })

  it('whose fingerprints are not as long as promised is malformed', async () => {
    expect(await decodeText(cardFrame(textOf('rare'), [1, 0, 4, 0, 2, 0], buildPhoto(), 511))).toEqual([
      malformed,
    ])
  })

  it('shows odd fields with their warnings', async () => {
    const odd = { ...cardOf('rare'), name: 'A\uD800', sexCode: 'x', birth: '19900230', idNumber: '1' }
    expect(await decodeText(cardFrame(buildText(odd)))).toMatchObject([
      {
        name: 'A\uFFFD',
        sexCode: 'x',
        birth: '1990-02-30',
        warnings: ['idCheck', 'birthMismatch', 'badSurrogate', 'badDate', 'sexUnknown'],
      },
    ])
  })
})

describe('what is not one whole frame', () => {
  const good = hex(encodeAnswer(0x80))

  it.each([
    ['one digit too few', good.slice(0, -1)],
    ['one byte too few', good.slice(0, -2)],
    ['one byte too many', `${good}00`],
    ['two frames', good + good],
    ['an AA before it', `aa${good}`],
    ['a wrong checksum', `${good.slice(0, -2)}85`],
    ['a wrong length', good.replace('0004', '0005')],
    ['a request', 'AAAAAA9669 0003 2001 22'],
    ['a word', 'hello'],
    ['a prefix', `0x${good}`],
    ['more digits than any frame has', good + '0'.repeat(10_000)],
    ['a byte that is no character', `${good}\u00e9`],
  ])('%s is malformed', async (_what, line) => {
    expect(await decodeText(line)).toEqual([malformed])
  })
})

describe('lines', () => {
  const good = 'AAAAAA9669 0004 000080 84'
  const status = { sw: '000080', ok: false, meaning: 'no card, or the same card still there' }

  it('may be in any case, with blanks anywhere and either line ending', async () => {
    const lines = [good, good.toLowerCase(), ` \t${good.split('').join(' ')} \r`, good.replaceAll(' ', '')]
    expect(await decodeText(lines.join('\n'))).toEqual([status, status, status, status])
  })

  it('print nothing when they are empty', async () => {
    expect(await decodeText(`\n\n  \r\n${good}\n\n\t\n`)).toEqual([status])
    expect(await decodeText('')).toEqual([])
  })

  it('may begin with the mark that some shells write', async () => {
    expect(await decodeText(`\uFEFF${good}\n`)).toEqual([status])
  })

  it('give the same however the input is cut', async () => {
    const text = `${good}\nzz\n\n${cardFrame(textOf('rare'))}\n${good}`
    const whole = await decodeText(text)
    expect(whole).toHaveLength(4)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(10_000), { maxLength: 30 }), async (cuts) => {
        expect(await decodeText(text, cuts)).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })

  it('without an end cost no memory', async () => {
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      const chunk = Buffer.alloc(65_536, 'aa')
      for (; sent < 1000; sent++) yield Promise.resolve(chunk)
      yield Promise.resolve(Buffer.from(`\n${good}\n`))
    }
    const before = process.memoryUsage().heapUsed
    const output: string[] = []
    for await (const part of decodeStream(endless())) output.push(part)
    expect(output.join('').split('\n').slice(0, 2)).toEqual([
      JSON.stringify(malformed),
      JSON.stringify(status),
    ])
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(40_000_000)
  })
})

describe('the command', () => {
  it('reads standard input to its end and exits with 0', async () => {
    const script = fileURLToPath(new URL('../../../electron/reader/decode-command.ts', import.meta.url))
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString()
    })
    child.stdin.end(`${cardFrame(textOf('grandmother'))}\n\nAAAAAA9669 0004 000090 94`)
    const [code] = (await once(child, 'close')) as [number]
    expect(code).toBe(0)
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { name?: string; ok?: boolean })
    expect(lines.map(({ name, ok }) => name ?? ok)).toEqual(['王样兰', true])
  })
})
