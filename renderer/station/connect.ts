import type { CallName } from '../../electron/contract/calls.ts'
import type { PageClock } from '../clock.ts'
import type { Effect } from '../flow-state.ts'
import { report } from '../report.ts'
import { useDemo } from '../stores/demo.ts'
import { useFlow } from '../stores/flow.ts'
import { useHome } from '../stores/home.ts'
import { CallFailed, type ActionInput, type StationClient } from './client.ts'

type FlowStore = ReturnType<typeof useFlow>

const outdatedReloadMs = 3_000

const answer = async (
  client: StationClient,
  flow: FlowStore,
  { asked, question, answer }: Extract<Effect, { kind: 'answer' }>,
): Promise<void> => {
  try {
    const reply = await client.call('consent.answer', { question, answer })
    flow.send({ kind: 'answered', asked, answer, reply })
  } catch (cause) {
    report('an answer was not taken', cause)
    const ended =
      cause instanceof CallFailed && (cause.code === 'sessionEnded' || cause.code === 'notAllowed')
    flow.send({ kind: 'answered', asked, answer, reply: ended ? null : 'failed' })
  }
}

const settle = async (client: StationClient, flow: FlowStore, tapId: string): Promise<void> => {
  try {
    const { outcome } = await client.call('tap.settle', { tapId })
    flow.send({ kind: 'settled', tapId, outcome })
  } catch (cause) {
    report('a tap could not be settled yet', cause)
    flow.send({ kind: 'settled', tapId, outcome: null })
  }
}

/** A call whose failure changes nothing that the person sees. */
const tell = async <N extends CallName>(
  client: StationClient,
  name: N,
  input: ActionInput<N>,
): Promise<void> => {
  try {
    await client.call(name, input)
  } catch (cause) {
    report(`${name} failed`, cause)
  }
}

const runEffect = (client: StationClient, flow: FlowStore, effect: Effect): void => {
  switch (effect.kind) {
    case 'endSession':
      void tell(client, 'session.end', {})
      return
    case 'answer':
      void answer(client, flow, effect)
      return
    case 'settle':
      void settle(client, flow, effect.tapId)
  }
}

/** Ties the page's stores to the core: snapshots in, effects out, time on. */
export const connectPage = (client: StationClient, clock: PageClock, reload: () => void): void => {
  const flow = useFlow()
  const home = useHome()
  const demo = useDemo()
  flow.drive({
    clock,
    run: (effect) => {
      runEffect(client, flow, effect)
    },
  })
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
  client.on('demo', demo.take)
  client.on('lastTap', (tap) => {
    flow.send({ kind: 'lastTap', tap, ageMs: tap ? home.stationTime(clock.now()) - Date.parse(tap.at) : 0 })
    if (tap && demo.snapshot)
      clock.afterPaint(() => {
        void tell(client, 'demo.painted', { seq: tap.seq })
      })
  })
  clock.every(1_000, () => {
    home.tick(clock.now())
  })
  client.start()
}
