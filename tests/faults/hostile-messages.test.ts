import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { calls, type CallName } from '../../electron/contract/calls.ts'
import { callErrorCode } from '../../electron/contract/errors.ts'
import { roles } from '../../electron/contract/staff.ts'
import type { Reply } from '../../electron/contract/messages.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep } from '../support/fault-tools.ts'
import { openHostilePage, type HostilePage } from '../support/hostile-page.ts'
import { openPageSocket } from '../support/page-socket.ts'
import { samplesIn } from '../support/samples.ts'
import { chosenSeed, seeded } from '../support/seeded.ts'
import { newFolder, removeFolder, startStation, type RunningStation } from '../support/station.ts'

const pin = '846093'
const dir = newFolder()
const seed = chosenSeed()
const random = seeded(seed)
let station: RunningStation

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

/** Values, as JSON text, that no field expects; some of them only JSON's text can hold. */
const hostileValues = [
  'null',
  'true',
  '-1',
  '0.5',
  '1e999',
  '-1e308',
  '9007199254740993',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\'; drop table tap; --"',
  '"../../../etc/passwd"',
  '"__proto__"',
  '[]',
  '{}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  nested(2000),
  `"${'长'.repeat(80_000)}"`,
  `[${'0,'.repeat(20_000)}0]`,
]

const request = (call: string, input: string): string =>
  `{"type":"request","id":%id,"call":${JSON.stringify(call)},"input":${input}}`

const objectText = (fields: readonly (readonly [string, string])[]): string =>
  `{${fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`

const someOf = <T>(values: readonly T[], count: number): T[] =>
  deep ? [...values] : Array.from({ length: count }, () => values[Math.floor(random() * values.length)]!)

/** The sample of a call with one thing in it changed, as text. */
const spoiledInputs = (sample: Record<string, unknown>): string[] => {
  const fields = Object.entries(sample).map(([name, value]) => [name, JSON.stringify(value)] as const)
  return [
    ...someOf(hostileValues, 2),
    objectText([...fields, ['__proto__', '{"isAdmin":true}']]),
    objectText([...fields, ['constructor', '{"prototype":{"isAdmin":true}}'], ['toString', '1']]),
    ...fields.map((_, index) => objectText(fields.filter((__, other) => other !== index))),
    ...fields.flatMap(([name], index) =>
      someOf(hostileValues, 2).map((text) =>
        objectText(fields.map((field, other) => (other === index ? [name, text] : field))),
      ),
    ),
  ]
}

// What ends a sign-in comes last, so that everything else is asked by somebody who may.
const endsSignIn = (name: string): boolean => name.startsWith('staff.') || name.startsWith('codes.')
const names = (Object.keys(calls) as CallName[]).sort(
  (one, other) => Number(endsSignIn(one)) - Number(endsSignIn(other)),
)
const samples = new Map(
  samplesIn('messages').map(({ name, content }) => [
    name.replace(/^request\./, ''),
    (content as { input?: Record<string, unknown> }).input ?? {},
  ]),
)

beforeAll(async () => {
  station = await startStation({ dir: join(dir, 'data'), demo: false, env: { STATION_PIN: pin } })
})
afterAll(async () => {
  await station.stop()
  removeFolder(dir)
})

/** Everything that a page can be told is in the contract; `internal` means that nobody thought of it. */
const isTyped = ({ error }: Reply): boolean =>
  error === undefined || (callErrorCode.safeParse(error.code).success && error.code !== 'internal')

const askAll = async (page: HostilePage, mine: readonly CallName[]): Promise<string[]> => {
  const wrong: string[] = []
  for (const name of mine) {
    for (const input of spoiledInputs(samples.get(name) ?? {})) {
      const reply = await page.ask(request(name, input))
      noteRun({ row: 49, variant: 'each call with spoiled inputs' })
      if (!isTyped(reply)) wrong.push(`${name} ${input.slice(0, 120)}: ${JSON.stringify(reply.error)}`)
    }
  }
  return wrong
}

const firstAccount = async (): Promise<string> => {
  const watcher = await openPageSocket(station.url)
  const { tiles } = await watcher.nextPush('staff', (staff) => staff.tiles.length > 0)
  watcher.close()
  return tiles[0]?.id ?? ''
}

const signedIn = async (account: string): Promise<HostilePage> => {
  const page = await openHostilePage(station.url)
  const reply = await page.ask(request('staff.signIn', JSON.stringify({ account, pin })))
  expect(reply.output).toEqual({ result: { kind: 'signedIn' } })
  return page
}

it('every call, asked by staff with spoiled inputs, is answered or refused by name', async () => {
  const workers = 6
  const account = await firstAccount()
  const pages: HostilePage[] = []
  // One after the other: a guess counts as wrong until it was looked at.
  while (pages.length < workers) pages.push(await signedIn(account))
  const wrong = await Promise.all(
    pages.map(async (page, worker) => {
      const mine = names.filter((__, index) => index % workers === worker)
      const found = await askAll(page, mine)
      page.close()
      return found
    }),
  )
  expect(wrong.flat(), `seed ${String(seed)}`).toEqual([])
  const log = readdirSync(join(dir, 'data/logs')).map((name) =>
    readFileSync(join(dir, 'data/logs', name), 'utf8'),
  )
  expect(log.join('')).not.toContain('call failed')
}, 900_000)

it('a command id that another call has used is refused by name, and the call not run', async () => {
  const page = await signedIn(await firstAccount())
  const commandId = '01890000-0000-7000-8000-0000000000aa'
  const hold = request('crowd.hold', JSON.stringify({ commandId, on: true }))
  const confirm = request('clock.confirm', JSON.stringify({ commandId }))
  expect((await page.ask(hold)).error).toBeUndefined()
  expect((await page.ask(confirm)).error).toEqual({ code: 'badInput', params: { at: 'commandId' } })
  expect((await page.ask(hold)).error).toBeUndefined()
  page.close()
})

it('a page without a sign-in gets no further with any of them', async () => {
  const page = await openHostilePage(station.url)
  const closedCalls = names.filter((name) => (roles as readonly string[]).includes(calls[name].audience))
  expect(closedCalls.length).toBeGreaterThan(30)
  for (const name of closedCalls) {
    const [input = '{}'] = someOf(hostileValues, 1)
    expect((await page.ask(request(name, input))).error?.code, name).toBe('notAllowed')
  }
  page.close()
}, 120_000)

it('what is no message reaches nothing, and the station goes on', async () => {
  const page = await openHostilePage(station.url)
  const junk = [
    '',
    '{',
    'NaN',
    '"text"',
    '[1,2]',
    nested(100_000),
    '{"type":"request"}',
    '{"type":"request","id":-1,"call":"people.find","input":{}}',
    '{"type":"request","id":1e999,"call":"people.find","input":{}}',
    `{"type":"request","id":900001,"call":"${'x'.repeat(65)}","input":{}}`,
    '{"type":"hello","version":1,"boot":"x","app":"x"}',
    '{"__proto__":{"type":"request"},"id":900002}',
  ]
  for (const text of junk) page.shout(text)
  page.shout(new Uint8Array([0xff, 0xfe, 0x00, 0x80]))
  for (const call of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'people.nothing']) {
    expect((await page.ask(request(call, '{}'))).error?.code, call).toBe('notFound')
  }
  expect(page.isOpen()).toBe(true)
  page.shout(`"${'x'.repeat(1024 * 1024)}"`)
  // RFC 6455: a message that is too big.
  expect(await page.closed).toBe(1009)
  noteRun({ row: 49, variant: 'what is no message' })
  const next = await openPageSocket(station.url)
  expect((await next.next((message) => message.type === 'hello')).type).toBe('hello')
  next.close()
  expect((await station.health()).store.ok).toBe(true)
})
