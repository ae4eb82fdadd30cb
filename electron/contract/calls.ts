import { z } from 'zod'
import { consentQuestion, tapOutcome } from './outcomes.ts'
import { hundredths, uuid } from './values.ts'

/**
 * Who may call. `holder` is the person whose card was identified last, until that session ends;
 * the staff roles are bound by the core to the signed-in person.
 */
export type Audience = 'anyone' | 'demo' | 'holder' | 'clerk' | 'head' | 'council' | 'technician'

/** Made by the page once per user action: a re-sent call is answered from memory, not repeated. */
const commandId = uuid
const nothing = z.object({})

const call = <I extends z.ZodType, O extends z.ZodType, A extends Audience>(
  audience: A,
  input: I,
  output: O,
): { audience: A; input: I; output: O } => ({ audience, input, output })

/** Every call there is: name → input, output, audience. */
export const calls = {
  /** The holder's answer to one consent question. `ask` is the question that follows; `points` what a yes to scoring gave. */
  'consent.answer': call(
    'holder',
    z.object({ commandId, question: consentQuestion, answer: z.enum(['yes', 'no', 'later']) }),
    z.object({
      ask: consentQuestion.nullable(),
      points: z.object({ added: hundredths, balance: hundredths }).nullable(),
    }),
  ),
  /** The person is done, or the page went home by itself. */
  'session.end': call('anyone', z.object({ commandId }), nothing),
  /** What became of a tap that was `checking`; asked again after the station came back. */
  'tap.settle': call('anyone', z.object({ tapId: uuid }), z.object({ outcome: tapOutcome })),
  /** The page painted this tap's result; only measures the demonstration's strip. */
  'demo.painted': call('demo', z.object({ seq: z.int() }), nothing),
  'demo.placeCard': call('demo', z.object({ commandId, card: z.string().max(40) }), nothing),
  'demo.setNetworkCut': call('demo', z.object({ commandId, cut: z.boolean() }), nothing),
  /** Kills the core with SIGKILL; whoever started it starts it again. */
  'demo.cutPower': call('demo', z.object({ commandId }), nothing),
  'demo.bringCrowd': call('demo', z.object({ commandId }), nothing),
  /** Throws the demonstration's folder away and begins anew. */
  'demo.startOver': call('demo', z.object({ commandId }), nothing),
  /** Ends the demonstration and opens a real station in a fresh folder. */
  'demo.goLive': call('demo', z.object({ commandId }), nothing),
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>
