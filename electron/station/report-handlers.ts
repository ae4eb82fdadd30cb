import { toInstant } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import { peopleWaiting, waitingFor } from '../calendar/sign-up-store.ts'
import type { ListRow } from '../contract/staff.ts'
import type { Reports } from '../reports/client.ts'
import type { ReportRow } from '../reports/protocol.ts'
import type { CallHandlers } from './handlers.ts'
import type { Parts } from './parts.ts'
import { showing, type Shown } from './shown-people.ts'

/** A day has fewer; more would be a page of their own. */
const eventsShown = 50
const waitingShown = 8

const rowOf = (row: ReportRow, shown: Shown): ListRow => ({
  ...row,
  person: shown.person(row.resident),
  lastTwo: shown.lastTwo(row.resident),
  checkedInAt: row.checkedInAt === null ? null : toInstant(row.checkedInAt),
  checkedOutAt: row.checkedOutAt === null ? null : toInstant(row.checkedOutAt),
})

/** The calls `reports.*`. They reject with `notFound`, `reportFailed`, or what the store says. */
export const createReportHandlers = (
  { store, cipher, clock }: Pick<Parts, 'store' | 'cipher' | 'clock'>,
  reports: Reports,
): Pick<CallHandlers, 'reports.event' | 'reports.day'> => ({
  'reports.event': async ({ event, page }) => {
    const { rows, ...report } = await reports.eventReport(event, page, clock.now())
    return store.read((tx) => {
      const shown = showing(tx, cipher)
      const first = peopleWaiting(tx, event, waitingShown).map((resident) => ({
        resident,
        person: shown.person(resident),
        lastTwo: shown.lastTwo(resident),
      }))
      const waiting = { total: waitingFor(tx, event), first }
      return { ...report, rows: rows.map((row) => rowOf(row, shown)), waiting }
    })
  },
  'reports.day': async ({ day }) => {
    const { events, ...totals } = await reports.dayReport(day, clock.now())
    return store.read((tx) => {
      const { brief } = showing(tx, cipher)
      return {
        ...totals,
        events: events.slice(0, eventsShown).map(({ event: id, figures }) => {
          const event = brief(id)
          if (event === null) throw new StationError('notFound', { what: 'event' })
          return { event, figures }
        }),
      }
    })
  },
})
