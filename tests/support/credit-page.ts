import type { LedgerRow, MyCredit, ObjectionShown } from '../../electron/contract/credit.ts'
import type { CreditAct, CreditPage, CreditReply, CreditShown } from '../../renderer/flow/credit-state.ts'
import { atHome, checkedIn, outcomes, person, type FlowPage } from './flow-page.ts'

export const row = (seq: number, part: Partial<LedgerRow> = {}): LedgerRow => ({
  id: `01935b6e-7c00-7000-8000-0000000005${String(seq).padStart(2, '0')}`,
  seq,
  on: '2026-11-20',
  what: { kind: 'document', rule: 'help' },
  amount: 100,
  confirmed: true,
  reversed: false,
  objection: null,
  ...part,
})

/** Lines with these numbers, in this order. */
export const rowsOf = (...seqs: number[]): LedgerRow[] => seqs.map((seq) => row(seq))

export const deed = { rule: 'N02', name: 'help' }

export const mine = (part: Partial<MyCredit> = {}): MyCredit => ({
  person,
  scoring: 'yes',
  sharing: 'no',
  points: {
    balance: 1200,
    confirmed: 1100,
    redeemable: 500,
    total: 12,
    entries: rowsOf(12, 11, 10, 9, 8),
  },
  served: 7590,
  stars: { reached: 1, nextAt: 18_000 },
  objections: [],
  city: null,
  uses: [],
  deeds: [deed],
  reported: 0,
  ...part,
})

export const objection = (part: Partial<ObjectionShown> = {}): ObjectionShown => ({
  number: 312,
  entry: row(11),
  filedAt: '2026-11-24T00:55:00.000Z',
  answerBy: '2026-11-27',
  verifyBy: '2026-12-03',
  answerers: [],
  state: 'open',
  answeredAt: null,
  answeredBy: null,
  ...part,
})

/** A page before which somebody looks at the own points. */
export class CreditFlowPage {
  readonly page: FlowPage

  constructor(page: FlowPage) {
    this.page = page
  }

  get shown(): CreditShown {
    const { shown } = this.page.flow
    if (shown.name !== 'credit') throw new Error(`${shown.name} stands there`)
    return shown
  }

  get top(): CreditPage {
    return this.shown.trail.at(-1) ?? this.shown.trail[0]
  }

  /** Does it once the touches before are settled. */
  act(act: CreditAct): this {
    this.page.pass(300).send({ kind: 'credit', act })
    return this
  }

  turn(page: CreditPage): this {
    return this.act({ kind: 'turn', page })
  }

  /** Answers the newest question that the page asked, or an earlier one. */
  reply(reply: CreditReply, asked = this.page.flow.answers): this {
    this.page.send({ kind: 'creditReply', asked, reply })
    return this
  }

  mine(part: Partial<MyCredit> = {}): this {
    return this.reply({ call: 'credit.mine', output: mine(part) })
  }

  /** What the core was asked for by these pages, in order. */
  get asks(): { call: string; input: unknown }[] {
    return this.page.effects.flatMap((effect) => (effect.kind === 'credit' ? [effect.ask] : []))
  }
}

/** Somebody tapped, and opened the own points from the result. */
export const opened = (): CreditFlowPage => {
  const page = atHome().tap(4, checkedIn())
  page.send({ kind: 'session', session: { person, ask: null, askMissed: false } })
  return new CreditFlowPage(page).act({ kind: 'open' })
}

/** The same, and the core has answered. */
export const atMine = (part: Partial<MyCredit> = {}): CreditFlowPage => opened().mine(part)

/** Home's door was pressed, and nobody has tapped yet. */
export const atDoor = (): CreditFlowPage => new CreditFlowPage(atHome()).act({ kind: 'door' })

export { atHome, checkedIn, outcomes, person }
