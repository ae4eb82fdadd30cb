import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStationError } from '../../../../electron/base/errors.ts'
import { createIds } from '../../../../electron/base/ids.ts'
import type { Audience } from '../../../../electron/contract/call.ts'
import { calls, type CallName } from '../../../../electron/contract/calls.ts'
import { roles, type Role } from '../../../../electron/contract/staff.ts'
import { readOptions } from '../../../../electron/station/options.ts'
import { createStation, type Station } from '../../../../electron/station/station.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { samplesIn } from '../../../support/samples.ts'
import { keptLog } from '../../../support/test-store.ts'

const pins: Record<Role, string> = {
  clerk: '271828',
  head: '314159',
  council: '846093',
  technician: '590271',
}
/** Who may, beside those whom a card or the demonstration lets in; `nobody` stands for a page without a sign-in. */
const may: Record<Audience, readonly (Role | 'nobody')[]> = {
  anyone: ['nobody', ...roles],
  setup: ['technician', 'head'],
  overseer: ['technician', 'head'],
  watcher: ['technician'],
  typist: ['clerk', 'head', 'technician'],
  demo: [],
  holder: [],
  clerk: ['clerk', 'head'],
  head: ['head'],
  council: ['council'],
  technician: ['technician'],
}
const names = Object.keys(calls) as CallName[]
const pages = ['nobody', ...roles] as const
const samples = new Map(samplesIn('messages').map(({ name, content }) => [name, content]))

let dir: string
let station: Station
let clock: ManualClock

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'station-'))
  clock = new ManualClock()
  const newId = createIds(clock)
  station = await createStation(readOptions(['--data', dir, '--reader', 'none', '--no-open'], {}), {
    clock,
    log: keptLog(),
    fetch: () => Promise.reject(new TypeError('no network')),
    random: () => 0.5,
    supervisor: null,
    warn: () => undefined,
    fatal: (error) => {
      throw error
    },
  })
  const { handlers } = station
  await handlers['setup.station']({ commandId: newId(), code: '119999001001', name: 'village' }, 'first')
  for (const role of roles)
    await handlers['setup.addStaff'](
      { commandId: newId(), name: role, roles: [role], pin: pins[role] },
      'first',
    )
  await handlers['setup.staffDone']({ commandId: newId() }, 'first')
  await handlers['setup.open']({ commandId: newId() }, 'first')
  for (const { id, name } of station.snapshot('staff', 'first').tiles)
    await handlers['staff.signIn']({ account: id, pin: pins[name as Role] }, name)
})
afterAll(async () => {
  await station.stop()
  rmSync(dir, { recursive: true })
})

describe('every call, for every role and for nobody', () => {
  it.each(names)('%s', (name) => {
    const { audience } = calls[name]
    expect(pages.filter((page) => station.isAdmitted(audience, page))).toEqual(
      pages.filter((page) => may[audience].includes(page)),
    )
  })

  it('a locked console may do no more than nobody', async () => {
    const [who] = station.snapshot('staff', 'first').tiles
    const again = { account: who?.id ?? '', pin: pins.clerk }
    await station.handlers['staff.signIn'](again, 'locked')
    await station.handlers['staff.lock']({}, 'locked')
    expect(names.filter((name) => station.isAdmitted(calls[name].audience, 'locked'))).toEqual(
      names.filter((name) => station.isAdmitted(calls[name].audience, 'nobody')),
    )
  })
})

/** What stands behind the door as well: each looks its author up where it reads or writes. */
const guarded = names.filter(
  (name) =>
    /^(setup|papers|notices|audit|codes|kiosk|backup|device)\./.test(name) &&
    calls[name].audience !== 'anyone',
)

describe('should the door ever stand open', () => {
  it.each(guarded)('%s refuses by itself', async (name) => {
    const { input } = samples.get(`request.${name}`) as { input: unknown }
    for (const page of pages.filter((one) => !may[calls[name].audience].includes(one))) {
      const handler = station.handlers[name] as (given: unknown, page: string) => unknown
      const answer = Promise.resolve().then(() => handler(input, page))
      const code = await answer.then(
        () => 'done',
        (error: unknown) => (isStationError(error) ? error.code : error),
      )
      expect([page, code]).toEqual([page, 'notAllowed'])
    }
  })
})
