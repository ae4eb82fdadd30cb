import { StationError } from '../../base/errors.ts'
import type { CallName, CallOutput } from '../../contract/calls.ts'
import type { SetupRefusal, SetupResult, SetupState, SetupStep } from '../../contract/setup.ts'
import { writeAudit } from '../../staff/audit.ts'
import { hashPin } from '../../staff/pin.ts'
import { codesLeft } from '../../staff/codes.ts'
import { insertStaff, staffMembers } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { answered, once } from '../commands.ts'
import type { Built } from '../built.ts'
import type { CallHandlers } from '../handlers.ts'
import { unassignedStation, type Settings } from '../settings.ts'
import { checkItems } from './checks.ts'
import { createCodeHandlers } from './codes.ts'
import { linkCard } from './link-card.ts'
import {
  addressOf,
  isReadyToOpen,
  isToken,
  refuseCode,
  refuseName,
  refuseStaff,
  refuseTeam,
  stepsOf,
} from './rules.ts'

type SetupCall = Extract<CallName, `setup.${string}`>
type ResultCall = {
  [N in SetupCall]: CallOutput<N> extends { result: SetupResult } ? N : never
}[SetupCall]

export type SetupParts = Pick<Built, 'parts' | 'settings' | 'sync' | 'desk' | 'reader' | 'cardTest' | 'facts'>

export const refused = (reason: SetupRefusal): { result: SetupResult } => ({
  result: { kind: 'refused', reason },
})
export const taken: { result: SetupResult } = { result: { kind: 'done' } }

/** Whether the page may set up: anybody before the station opened, then a technician or the head. */
export const maySetUp = ({ settings, desk }: Pick<Built, 'settings' | 'desk'>, page: string): boolean =>
  settings.data.mode === 'setup' ||
  desk.sessions.admits('technician', page) ||
  desk.sessions.admits('head', page)

/** Who does it, for the audit. Throws `notAllowed`. */
const actorOf = (built: SetupParts, page: string): string => {
  if (!maySetUp(built, page)) throw new StationError('notAllowed')
  return built.settings.data.mode === 'setup' ? 'station' : built.desk.sessions.author(page).member.id
}

export const audited = (
  { parts }: SetupParts,
  command: { call: SetupCall; commandId: string; actor: string; subject?: string },
  work: (tx: Tx) => void = () => undefined,
): void => {
  once(parts, command.commandId, command.call, (tx) => {
    work(tx)
    writeAudit(tx, {
      at: parts.clock.now(),
      actor: command.actor,
      action: `${command.call}Done`,
      subject: command.subject ?? '',
      detail: {},
    })
    return command.call === 'setup.later' ? {} : taken
  })
}

/** Settings first, in one file that is whole or the one before; then the audit, whose command makes it once. */
const keep = async (
  built: SetupParts,
  command: { call: ResultCall | 'setup.later'; commandId: string; actor: string },
  step: SetupStep,
  change: Partial<Settings> = {},
  mark: 'done' | 'later' = 'done',
): Promise<{ result: SetupResult }> => {
  if (answered(built.parts, command.commandId, command.call) !== null) return taken
  await built.settings.update((data) => ({ ...data, ...change, steps: { ...data.steps, [step]: mark } }))
  audited(built, command)
  built.desk.deps.written()
  return taken
}

const stateOf = ({ settings, parts, sync }: SetupParts): SetupState => {
  const { station, readerSide: side, mountHeight, opening, contact, centre, steps } = settings.data
  const isNamed = station.code !== unassignedStation
  return {
    steps: stepsOf(steps),
    code: isNamed ? station.code : null,
    name: isNamed ? station.name : null,
    staff: parts.store
      .read(staffMembers)
      .map(({ id, name, roles, resident }) => ({ id, name, roles, linked: resident !== null })),
    codes: parts.store.read(codesLeft),
    placement: { side, mountHeight },
    opening,
    contact,
    centre: { url: centre?.url ?? null, paired: sync.isPaired() },
    clock: parts.clockState(),
  }
}

const stationHandlers = (
  built: SetupParts,
): Pick<CallHandlers, 'setup.station' | 'setup.addStaff' | 'setup.staffDone'> => ({
  'setup.station': async ({ commandId, code, name }, page) => {
    const actor = actorOf(built, page)
    const why = refuseCode(code) ?? refuseName(name)
    if (why !== null) return refused(why)
    const before = built.settings.data.station.code
    const answer = await keep(built, { call: 'setup.station', commandId, actor }, 'station', {
      station: { code, name: name.trim() },
    })
    if (code !== before) built.sync.useStation(code)
    return answer
  },
  'setup.addStaff': async ({ commandId, name, roles, pin }, page) => {
    const actor = actorOf(built, page)
    const { parts, desk, settings } = built
    if (answered(parts, commandId, 'setup.addStaff') !== null) return taken
    const why = (tx: Tx): SetupRefusal | null =>
      refuseStaff(
        { name, roles, pin },
        { code: settings.data.station.code, names: staffMembers(tx).map((member) => member.name) },
      )
    const early = parts.store.read(why)
    if (early !== null) return refused(early)
    const hash = await hashPin(desk.deps.pins.pepper, pin)
    const id = parts.newId()
    // Another page may have entered the same name while this PIN was hashed.
    const late = parts.store.transaction((tx) => why(tx))
    if (late !== null) return refused(late)
    audited(built, { call: 'setup.addStaff', commandId, actor, subject: id }, (tx) => {
      insertStaff(tx, { id, name: name.trim(), roles, pin: hash, at: parts.clock.now() })
    })
    desk.sessions.changed.emit(undefined)
    desk.deps.written()
    return taken
  },
  'setup.staffDone': ({ commandId }, page) => {
    const actor = actorOf(built, page)
    const why = refuseTeam(built.parts.store.read(staffMembers))
    return why === null ? keep(built, { call: 'setup.staffDone', commandId, actor }, 'staff') : refused(why)
  },
})

const pair = async (
  built: SetupParts,
  { commandId, url, token }: { commandId: string; url: string; token: string },
  actor: string,
): Promise<{ result: SetupResult }> => {
  if (answered(built.parts, commandId, 'setup.pair') !== null) return taken
  const address = addressOf(url)
  if (address === null) return refused('address')
  if (!isToken(token)) return refused('tokenLetters')
  if (built.sync.isPaired()) return refused('paired')
  const outcome = await built.sync.pairWith({ url: address, token })
  if (outcome.kind !== 'paired') return refused(outcome.kind === 'refused' ? 'tokenRefused' : 'unreachable')
  return keep(built, { call: 'setup.pair', commandId, actor }, 'centre', { centre: { url: address } })
}

const placeHandlers = (
  built: SetupParts,
): Pick<
  CallHandlers,
  | 'setup.clock'
  | 'setup.readerTest'
  | 'setup.linkCard'
  | 'setup.place'
  | 'setup.opening'
  | 'setup.contact'
  | 'setup.pair'
> => ({
  'setup.clock': ({ commandId }, page) => {
    const actor = actorOf(built, page)
    if (built.parts.clockState() === 'unset') return refused('clockUnset')
    return keep(built, { call: 'setup.clock', commandId, actor }, 'clock')
  },
  'setup.readerTest': (_input, page) => {
    actorOf(built, page)
    built.cardTest.watch()
    return built.cardTest.shown(built.reader.health())
  },
  'setup.linkCard': (input, page) => linkCard(built, input, actorOf(built, page)),
  'setup.place': ({ commandId, placement: { side, mountHeight } }, page) => {
    const actor = actorOf(built, page)
    const change = { readerSide: side, mountHeight }
    return keep(built, { call: 'setup.place', commandId, actor }, 'reader', change)
  },
  'setup.opening': ({ commandId, week }, page) => {
    const actor = actorOf(built, page)
    return keep(built, { call: 'setup.opening', commandId, actor }, 'opening', { opening: week })
  },
  'setup.contact': ({ commandId, contact }, page) => {
    const actor = actorOf(built, page)
    const why = refuseName(contact.name)
    if (why !== null) return refused(why)
    return keep(built, { call: 'setup.contact', commandId, actor }, 'notice', { contact })
  },
  'setup.pair': (input, page) => pair(built, input, actorOf(built, page)),
})

/** The first run, and its steps again from the console. */
export const createSetupHandlers = (
  built: SetupParts,
): Pick<CallHandlers, SetupCall | `codes.${'make' | 'use'}`> => ({
  ...stationHandlers(built),
  ...createCodeHandlers(built, (page) => actorOf(built, page)),
  ...placeHandlers(built),
  'setup.state': (_input, page) => {
    actorOf(built, page)
    return stateOf(built)
  },
  'setup.later': async ({ commandId, step }, page) => {
    const actor = actorOf(built, page)
    if (step === 'station' || step === 'staff') throw new StationError('badInput', { at: 'step' })
    // What was done stays done.
    if (built.settings.data.steps[step] === undefined)
      await keep(built, { call: 'setup.later', commandId, actor }, step, {}, 'later')
    return {}
  },
  'setup.check': (_input, page) => {
    actorOf(built, page)
    const { reader, sync, facts, parts } = built
    const { storeOk, keyOk, freeBytes } = facts()
    return {
      items: checkItems({
        storeOk,
        keyOk,
        freeBytes,
        reader: reader.health().state,
        clock: parts.clockState(),
        link: sync.link(),
      }),
    }
  },
  'setup.open': async ({ commandId }, page) => {
    const actor = actorOf(built, page)
    if (!isReadyToOpen(built.settings.data.steps)) return refused('notReady')
    const change = built.settings.data.mode === 'setup' ? { mode: 'live' as const } : {}
    const answer = await keep(built, { call: 'setup.open', commandId, actor }, 'check', change)
    built.cardTest.end()
    return answer
  },
})
