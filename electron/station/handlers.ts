import { StationError } from '../base/errors.ts'
import type { CallInput, CallName, CallOutput } from '../contract/calls.ts'
import type { Health } from '../contract/health.ts'
import { businessDateOf } from '../contract/values.ts'
import { thanksNow } from '../notices/rules.ts'
import { createPrinter } from '../reports/papers/printer.ts'
import { createAuditHandlers } from './audit/handlers.ts'
import { createBackupHandlers } from './backup/handlers.ts'
import type { Built } from './built.ts'
import { createAttractHandlers } from './attract.ts'
import { createCalendarHandlers } from './calendar/handlers.ts'
import { createAskHandler, createConsentHandler, createWithdrawHandler } from './consent.ts'
import { createLedgerHandlers } from './credit/handlers.ts'
import type { Demo } from './demo.ts'
import { createDeviceHandlers } from './device/handlers.ts'
import { createHolderHandlers } from './holder-calls.ts'
import { createHolderCreditHandlers } from './holder-credit.ts'
import { createKeyboardHandlers } from './keyboard/handlers.ts'
import { createKioskHandlers } from './kiosk/handlers.ts'
import { createNoticeHandlers } from './notices/handlers.ts'
import { openPicture } from './pictures.ts'
import { createSoundHandlers } from './sound/handlers.ts'
import { createSetupHandlers } from './setup/handlers.ts'
import { createPapersHandlers } from './papers/handlers.ts'
import { createReportHandlers } from './report-handlers.ts'
import { createRosterHandlers } from './roster/handlers.ts'
import { createTableReader } from './roster/reading.ts'

/** The shape that `rpc` asks for, said without importing it. `page` is the connection that calls. */
export type CallHandlers = {
  [N in CallName]: (input: CallInput<N>, page: string) => CallOutput<N> | Promise<CallOutput<N>>
}

type DemoCall = Extract<CallName, `demo.${string}`>

const demoHandlers = (built: Built): Pick<CallHandlers, DemoCall> => {
  const demo = (): Demo => {
    if (built.demo === null) throw new StationError('notAllowed')
    return built.demo
  }
  const done = {}
  return {
    'demo.painted': ({ seq }) => {
      demo().painted(seq)
      return done
    },
    'demo.placeCard': ({ card }) => {
      demo().placeCard(card)
      return done
    },
    'demo.setNetworkCut': ({ cut }) => {
      demo().setNetworkCut(cut)
      // A visitor who plugs the cable in again looks at the queue.
      if (!cut) built.sync.retryNow()
      return done
    },
    'demo.cutPower': () => {
      demo().announce('powerCut')
      return done
    },
    'demo.bringCrowd': () => {
      demo().bringCrowd()
      return done
    },
    'demo.startOver': () => {
      demo().announce('startOver')
      return done
    },
    'demo.goLive': () => {
      demo().announce('goLive')
      return done
    },
  }
}

/** What ends in a file or on paper. */
const paperHandlers = ({ desk: { deps: desk }, reports, notices, parts, exportFolder, settings }: Built) => {
  const common = { desk, reports, exportFolder, stationName: () => settings.data.station.name }
  return {
    ...createPapersHandlers({ ...common, printer: createPrinter(parts.clock) }),
    ...createAuditHandlers({ ...common, notices, printer: createPrinter(parts.clock) }),
  }
}

/** One function for every call of the contract. */
export const createHandlers = (built: Built, health: () => Health): CallHandlers => {
  const { parts, session, taps } = built
  const written = (): void => {
    built.desk.written.emit(undefined)
  }
  const done = {}
  return {
    ...built.desk.handlers,
    ...createReportHandlers(parts, built.reports),
    ...createHolderHandlers(built),
    ...createCalendarHandlers(built),
    ...createAttractHandlers({
      parts,
      settings: () => built.settings.data,
      thanks: (_tx, now) => thanksNow(built.notices.data.notices, businessDateOf(now)),
    }),
    ...demoHandlers(built),
    ...createDeviceHandlers(built, health),
    ...createKeyboardHandlers(built),
    ...createKioskHandlers(built),
    ...createSetupHandlers(built),
    ...createBackupHandlers(built.backup),
    ...createSoundHandlers(built),
    ...createNoticeHandlers({ desk: built.desk.deps, document: built.notices, session }),
    ...createHolderCreditHandlers({ parts, session, written }),
    ...createLedgerHandlers({
      desk: built.desk.deps,
      reports: built.reports,
      session,
      exportFolder: built.exportFolder,
    }),
    ...paperHandlers(built),
    ...createRosterHandlers({
      desk: built.desk.deps,
      reader: createTableReader(parts.clock),
      importFolder: built.importFolder,
    }),
    'consent.answer': createConsentHandler(parts, session),
    'consent.ask': createAskHandler(parts, session),
    'consent.withdraw': createWithdrawHandler(parts, session),
    'pictures.open': ({ picture }) => ({ picture: parts.store.read((tx) => openPicture(tx, picture)) }),
    'session.end': (_input, page) => {
      built.nextCard.ended(page)
      session.end()
      return done
    },
    'tap.settle': ({ tapId }) => ({ outcome: taps.settle(tapId) }),
  }
}
