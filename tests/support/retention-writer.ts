import { writeSync } from 'node:fs'
import { systemClock, type Clock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import { isOrdered, orderErasure } from '../../electron/station/retention/erasures.ts'
import { createSweep } from '../../electron/station/retention/sweep.ts'
import { lockFolder } from '../../electron/store/lock.ts'
import { openTapStore } from './tap-store.ts'

/**
 * A program that lives through nights in a moment: `retention-writer.ts DIR FIRST-NIGHT NIGHTS`, the first night in UTC
 * milliseconds. In each, one person more is ordered to be erased, everybody who can be is, and old texts go. Prints
 * `ready`, then for each night `erasing N`, `emptying N` and `night N`.
 */
const [dir = '', first = '0', nights = '0'] = process.argv.slice(2)
const dayMs = 24 * 3_600_000
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

lockFolder(dir)
const { store, cipher } = await openTapStore(dir)
let now = Number(first)
const clock: Clock = { ...systemClock, now: () => now }
const sweep = createSweep({ parts: { store, cipher, clock, log: silentLog }, heardNow: () => now })
const people = store.read((tx) => tx.all<{ id: string }>('select id from resident order by id'))
say('ready')
for (let night = 0; night < Number(nights); night += 1) {
  now = Number(first) + night * dayMs
  store.transaction((tx) => {
    const isNew = ({ id }: { id: string }): boolean => !isOrdered(tx, id)
    // The newest people have records that the centre lacks.
    const next = night % 5 === 4 ? people.findLast(isNew) : people.find(isNew)
    const { ordered } = tx.get<{ ordered: number }>('select count(*) as ordered from erasure') ?? {
      ordered: 0,
    }
    // A night that was lived through before has its order.
    if (next !== undefined && ordered <= night)
      orderErasure(tx, {
        resident: next.id,
        reason: 'moved',
        author: 'one',
        approver: 'another',
        orderedAt: now,
      })
  })
  say(`erasing ${String(night)}`)
  sweep.erase()
  say(`emptying ${String(night)}`)
  while (sweep.look() > 0) {
    // A night has many looks.
  }
  say(`night ${String(night)}`)
}
store.close()
