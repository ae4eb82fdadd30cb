import { writeSync } from 'node:fs'
import { isFatalForProcess, isStationError } from '../../electron/base/errors.ts'
import { lockFolder } from '../../electron/store/lock.ts'
import { openTapStore, writeTap } from './tap-store.ts'

/**
 * A program that taps without pause: `tap-writer.ts DIR TAPS [off|normal]`. Prints `ready`, then for each tap
 * `ack ID NANOSECONDS` once its transaction is durable, or `error CODE ID` and ends as the station does.
 * With `off` or `normal` it does not flush each: controls that must lose taps.
 */
const [dir = '', taps = '0', flush = 'on'] = process.argv.slice(2)
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const main = async (): Promise<number> => {
  lockFolder(dir)
  const world = await openTapStore(dir)
  if (flush === 'off' || flush === 'normal') world.store.read((tx) => tx.get(`pragma synchronous = ${flush}`))
  say('ready')
  for (let n = 0; n < Number(taps); n += 1) {
    const id = world.newId()
    try {
      world.store.transaction((tx) => {
        writeTap(tx, world, id, n)
      })
    } catch (error) {
      if (!isStationError(error)) throw error
      say(`error ${error.code} ${id}`)
      return isFatalForProcess(error) ? 70 : 4
    }
    say(`ack ${id} ${String(process.hrtime.bigint())}`)
  }
  return 0
}

try {
  process.exit(await main())
} catch (error) {
  say(`error ${isStationError(error) ? error.code : String(error)} -`)
  process.exit(isFatalForProcess(error) ? 70 : isStationError(error, 'folderInUse') ? 3 : 4)
}
