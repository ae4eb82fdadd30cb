import { afterEach, describe, expect, it } from 'vitest'
import { StationError } from '../../../electron/base/errors.ts'
import type { Store } from '../../../electron/store/tx.ts'
import { openPipeline, type Pipeline } from '../../support/pipeline.ts'

let station: Pipeline
afterEach(() => {
  station.close()
})

describe('a disk that fails under a tap', () => {
  const failing = async (fail: (store: Store) => Store): Promise<Pipeline> => {
    station = await openPipeline({ wrapStore: fail })
    station.addEvent()
    return station
  }
  const unknown = (fatal: boolean): StationError => new StationError('commitUnknown', { fatal })
  const wrap = (
    store: Store,
    transaction: Store['transaction'],
    reopen = store.reopen.bind(store),
  ): Store => ({
    storeId: store.storeId,
    boots: store.boots,
    transaction,
    unflushed: transaction,
    read: store.read.bind(store),
    reopen,
    close: store.close.bind(store),
  })

  it('a commit that failed and is there after all is a success', async () => {
    let reopened = 0
    await failing((store) =>
      wrap(
        store,
        (work) => {
          store.transaction(work)
          throw unknown(false)
        },
        () => {
          reopened += 1
          store.reopen()
        },
      ),
    )
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', person: { name: '王*兰' } })
    expect(reopened).toBe(1)
    expect(station.count('attendance')).toBe(1)
  })

  it('a commit that failed and is not there is never called a success', async () => {
    await failing((store) =>
      wrap(store, () => {
        throw unknown(false)
      }),
    )
    expect(station.tap()).toEqual({ kind: 'notRecorded' })
    expect(station.count('attendance')).toBe(0)
  })

  it('a failed flush ends the process without a verdict; the tap id settles it afterwards', async () => {
    await failing((store) =>
      wrap(store, (work) => {
        store.transaction(work)
        throw unknown(true)
      }),
    )
    const fatal: unknown[] = []
    station.taps.fatal.on((error) => fatal.push(error))
    const outcome = station.tap()
    expect(outcome).toMatchObject({ kind: 'checking' })
    expect(fatal).toHaveLength(1)
    const tapId = outcome.kind === 'checking' ? outcome.tapId : ''
    expect(station.taps.settle(tapId)).toMatchObject({ kind: 'checkedIn', person: { name: '王*兰' } })
    expect(station.taps.settle(station.newId())).toEqual({ kind: 'notRecorded' })
  })

  it('a full disk says so at once: sign on paper', async () => {
    await failing((store) =>
      wrap(store, () => {
        throw new StationError('storeFull')
      }),
    )
    expect(station.tap()).toEqual({ kind: 'notRecorded' })
  })
})
