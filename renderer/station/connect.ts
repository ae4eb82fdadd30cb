import type { CallName } from '../../electron/contract/calls.ts'
import type { PageClock } from '../clock.ts'
import type { Effect, Said } from '../flow-state.ts'
import type { NoticesAsk, NoticesReply } from '../flow/notices-state.ts'
import type { CalendarAnswer, CalendarAsk, CalendarCall } from '../flow/calendar-state.ts'
import type { CreditAnswer, CreditAsk, CreditCall } from '../flow/credit-state.ts'
import type { Sound } from '../sound/sounds.ts'
import { useDemo } from '../stores/demo.ts'
import { useFlow, type Happening } from '../stores/flow.ts'
import { useHome } from '../stores/home.ts'
import { useSound } from '../stores/sound.ts'
import { useStaff } from '../stores/staff.ts'
import { CallFailed, type ActionInput, type StationClient } from './client.ts'

type Report = (problem: string, cause?: unknown) => void

interface Parts {
  client: StationClient
  clock: PageClock
  report: Report
  play: (sound: Sound) => void
  voice: {
    /** Reads the page; resolves when it is read, or cut. */
    listen: () => Promise<void>
    say: (what: Said) => void
    hush: () => void
  }
  /** Prints what the page holds for paper. */
  print: () => void
  /** Loads the page anew, because the core is newer than it. */
  reload: () => void
}

const outdatedReloadMs = 3_000

const hasEnded = (cause: unknown): boolean =>
  cause instanceof CallFailed && (cause.code === 'sessionEnded' || cause.code === 'notAllowed')

/** Asks, and keeps question and answer together. */
const askCredit = async (client: StationClient, { call, input }: CreditAsk): Promise<CreditAnswer> => {
  const output = await client.call<CreditCall>(call, input)
  return { call, output } as CreditAnswer
}

/** Carries out what the person asked for on a result. */
const createActRunner =
  ({ client, report }: Pick<Parts, 'client' | 'report'>, send: (happening: Happening) => void) =>
  async ({ asked, act, seq, event }: Extract<Effect, { kind: 'act' }>): Promise<void> => {
    try {
      if (act === 'notMe') await client.call('tap.notMe', { seq })
      else if (act === 'leaveEarly') await client.call('tap.leaveEarly', { seq })
      else if (event !== null) await client.call('tap.choose', { seq, event })
      send({ kind: 'acted', asked, taken: true })
    } catch (cause) {
      report(`tap.${act} failed`, cause)
      send({ kind: 'acted', asked, taken: false })
    }
  }

/** Carries out what a person's own pages ask of the core. */
const createCreditRunner =
  ({ client, report }: Pick<Parts, 'client' | 'report'>, send: (happening: Happening) => void) =>
  async ({ asked, ask }: Extract<Effect, { kind: 'credit' }>): Promise<void> => {
    try {
      send({ kind: 'creditReply', asked, reply: await askCredit(client, ask) })
    } catch (cause) {
      report(`${ask.call} failed`, cause)
      send({ kind: 'creditReply', asked, reply: hasEnded(cause) ? 'ended' : 'failed' })
    }
  }

/** An event is told of without its picture where that one cannot be had. */
const pictureOf = async (
  { client, report }: Pick<Parts, 'client' | 'report'>,
  picture: string | null,
): Promise<string | null> => {
  if (picture === null) return null
  try {
    return (await client.call('pictures.open', { picture })).picture
  } catch (cause) {
    report('the picture of an event did not come', cause)
    return null
  }
}

const askCalendar = async (
  parts: Pick<Parts, 'client' | 'report'>,
  ask: CalendarAsk,
): Promise<CalendarAnswer> => {
  const { call, input } = ask
  if (call === 'calendar.event') {
    const output = await parts.client.call(call, input)
    return { call, input, output, picture: await pictureOf(parts, output.picture) }
  }
  const output = await parts.client.call<CalendarCall>(call, input)
  return { call, input, output } as CalendarAnswer
}

/** Carries out what the calendar's pages ask of the core. */
const createCalendarRunner =
  ({ client, report }: Pick<Parts, 'client' | 'report'>, send: (happening: Happening) => void) =>
  async ({ asked, ask }: Extract<Effect, { kind: 'calendar' }>): Promise<void> => {
    try {
      send({ kind: 'calendarReply', asked, reply: await askCalendar({ client, report }, ask) })
    } catch (cause) {
      report(`${ask.call} failed`, cause)
      const problem = hasEnded(cause) ? 'ended' : 'failed'
      send({ kind: 'calendarReply', asked, reply: { call: ask.call, problem } })
    }
  }

const askNotices = async (client: StationClient, ask: NoticesAsk): Promise<NoticesReply> => {
  if (ask.call === 'notices.list') return { call: ask.call, output: await client.call(ask.call, ask.input) }
  const output = await client.call(ask.call, ask.input)
  if (output.picture === null) return { call: ask.call, output, picture: null }
  const { picture } = await client.call('pictures.open', { picture: output.picture })
  return { call: ask.call, output, picture }
}

/** Carries out what the pages of notices ask of the core. */
const createNoticesRunner =
  ({ client, report }: Pick<Parts, 'client' | 'report'>, send: (happening: Happening) => void) =>
  async ({ asked, ask }: Extract<Effect, { kind: 'notices' }>): Promise<void> => {
    try {
      send({ kind: 'noticesReply', asked, reply: await askNotices(client, ask) })
    } catch (cause) {
      report(`${ask.call} failed`, cause)
      send({ kind: 'noticesReply', asked, reply: { call: ask.call, problem: 'failed' } })
    }
  }

/** Asks what stands there while nobody is. */
const createAttractRunner =
  ({ client, report }: Pick<Parts, 'client' | 'report'>, send: (happening: Happening) => void) =>
  async (asked: number): Promise<void> => {
    try {
      send({ kind: 'attractReply', asked, reply: await client.call('attract.now', {}) })
    } catch (cause) {
      report('attract.now failed', cause)
      send({ kind: 'attractReply', asked, reply: 'failed' })
    }
  }

/** Asks what became of a tap. */
const createSettleRunner =
  ({ client, report }: Pick<Parts, 'client' | 'report'>, send: (happening: Happening) => void) =>
  async (tapId: string): Promise<void> => {
    try {
      const { outcome } = await client.call('tap.settle', { tapId })
      send({ kind: 'settled', tapId, outcome })
    } catch (cause) {
      report('a tap could not be settled yet', cause)
      send({ kind: 'settled', tapId, outcome: null })
    }
  }

/** Gives the person's answer to a question of consent. */
const createAnswerRunner =
  ({ client, report }: Pick<Parts, 'client' | 'report'>, send: (happening: Happening) => void) =>
  async ({ asked, question, answer }: Extract<Effect, { kind: 'answer' }>): Promise<void> => {
    try {
      const reply = await client.call('consent.answer', { question, answer })
      send({ kind: 'answered', asked, answer, reply })
    } catch (cause) {
      report('an answer was not taken', cause)
      send({ kind: 'answered', asked, answer, reply: hasEnded(cause) ? null : 'failed' })
    }
  }

/** Makes heard what the flow wants heard, and tells it when a reading has ended. */
const createHearing = (
  { play, voice }: Pick<Parts, 'play' | 'voice'>,
  send: (happening: Happening) => void,
) => {
  let readings = 0
  const listen = async (): Promise<void> => {
    readings += 1
    const mine = readings
    await voice.listen()
    // Whoever pressed again meanwhile hears another reading.
    if (mine === readings) send({ kind: 'heard' })
  }
  return (effect: Extract<Effect, { kind: 'sound' | 'listen' | 'say' | 'hush' }>): void => {
    if (effect.kind === 'sound') play(effect.sound)
    else if (effect.kind === 'listen') void listen()
    else if (effect.kind === 'say') voice.say(effect.what)
    else voice.hush()
  }
}

/** Carries out what the flow asks of the core, and tells it what came of it. */
const createRunner = (
  { client, report, play, voice, print }: Parts,
  send: (happening: Happening) => void,
) => {
  /** A call whose failure changes nothing that the person sees. */
  const tell = async <N extends CallName>(name: N, input: ActionInput<N>): Promise<void> => {
    try {
      await client.call(name, input)
    } catch (cause) {
      report(`${name} failed`, cause)
    }
  }

  const answer = createAnswerRunner({ client, report }, send)
  const settle = createSettleRunner({ client, report }, send)
  const act = createActRunner({ client, report }, send)
  const credit = createCreditRunner({ client, report }, send)
  const calendar = createCalendarRunner({ client, report }, send)
  const notices = createNoticesRunner({ client, report }, send)
  const attract = createAttractRunner({ client, report }, send)

  const hear = createHearing({ play, voice }, send)

  const run = (effect: Effect): void => {
    switch (effect.kind) {
      case 'endSession':
        void tell('session.end', {})
        return
      case 'answer':
        void answer(effect)
        return
      case 'settle':
        void settle(effect.tapId)
        return
      case 'act':
        void act(effect)
        return
      case 'credit':
        void credit(effect)
        return
      case 'calendar':
        void calendar(effect)
        return
      case 'notices':
        void notices(effect)
        return
      case 'attract':
        void attract(effect.asked)
        return
      case 'print':
        print()
        return
      case 'sound':
      case 'listen':
      case 'say':
      case 'hush':
        hear(effect)
    }
  }

  return { run, tell }
}

/** Ties the page's stores to the core: snapshots in, effects out, time on. */
export const connectPage = (parts: Parts): void => {
  const { client, clock, reload, report, play } = parts
  const flow = useFlow()
  const home = useHome()
  const demo = useDemo()
  const staff = useStaff()
  const { run, tell } = createRunner(parts, flow.send)
  flow.drive({ clock, run })
  staff.drive({ client, clock, report, play })
  client.onLink((link) => {
    if (link === 'outdated') clock.after(outdatedReloadMs, reload)
    else flow.send({ kind: link === 'up' ? 'up' : 'lost' })
  })
  client.on('home', (snapshot) => {
    home.take(snapshot, clock.now())
    flow.send({ kind: 'home', home: snapshot })
  })
  client.on('session', (session) => {
    flow.send({ kind: 'session', session })
  })
  client.on('crowd', (crowd) => {
    flow.send({ kind: 'crowd', crowd })
  })
  client.on('demo', demo.take)
  client.on('sound', useSound().take)
  client.on('staff', staff.take)
  client.on('board', staff.takeBoard)
  client.on('lastTap', (tap) => {
    const ageMs = tap ? home.stationTime(clock.now()) - Date.parse(tap.at) : 0
    // Before the result: nothing of staff's side stands beside a resident's.
    if (tap !== null && tap.seq !== flow.state.seen) staff.makeWay()
    flow.send({ kind: 'lastTap', tap, ageMs })
    if (tap && demo.snapshot)
      clock.afterPaint(() => {
        void tell('demo.painted', { seq: tap.seq })
      })
  })
  clock.every(1_000, () => {
    home.tick(clock.now())
    staff.tick()
  })
  client.start()
}
