import type { StationEvent } from '../../electron/calendar/rules.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import type { Pipeline } from './pipeline.ts'

/** What anybody in the hall could have seen, as it stands after one deed. */
export interface Facts {
  now: number
  events: StationEvent[]
  stays: { id: string; event: string; resident: string; at: number; outAt: number | null }[]
  /** Judgements of minutes, by person and event: what counts, and how often somebody judged. */
  minutes: Map<string, { counted: number; judged: number }>
  /** Answers to the question about points, in their order. */
  answers: { seq: number; resident: string; answer: string; at: number }[]
}

const pairOf = (resident: string, event: string): string => `${resident} ${event}`

export const factsOf = ({ parts }: Pipeline, events: StationEvent[]): Facts =>
  parts.store.read((tx) => ({
    now: parts.clock.now(),
    events: events.map((event) => ({
      ...event,
      endsAt:
        tx.get<{ endsAt: number }>('select ends_at as endsAt from event where id = ?', event.id)?.endsAt ?? 0,
    })),
    stays: tx.all(
      `select a.id, a.event, a.resident, a.at,
         (select max(c.at) from checkout c where c.attendance = a.id
             and not exists (select 1 from reversal r where r.reverses = c.id)) as outAt
         from attendance a where not exists (select 1 from reversal r where r.reverses = a.id) order by a.id`,
    ),
    minutes: new Map(
      tx
        .all<{ resident: string; event: string; counted: number; judged: number }>(
          `select s.resident, a.event, count(*) as judged,
             (select coalesce(sum(c.minutes), 0) from counted_minutes c join attendance b on b.id = c.attendance
               where c.resident = s.resident and b.event = a.event) as counted
             from service_minutes s join attendance a on a.id = s.attendance group by s.resident, a.event`,
        )
        .map(({ resident, event, ...rest }) => [pairOf(resident, event), rest]),
    ),
    answers: tx.all(`select seq, resident, answer, at from consent where question = 'scoring' order by seq`),
  }))

/** How the model's rules give points, said a second time and in the plainest way. */
export interface NaiveRules {
  /** Hundredths for coming, by the day, and how often in all. */
  perEvent: Record<string, { amount: (date: string) => number; most: number }>
  /** What all half hours of somebody are worth: those of each revision, the earliest first. */
  perHours: Record<string, { revision: (date: string) => number; worth: (halves: number[]) => number }>
  /** Minutes at which each star begins, and its rule. */
  stars: { rule: string; amount: number; from: number }[]
}

interface Given {
  rule: string
  resident: string
  amount: number
  at: number
}

/** A ledger kept on paper: who has what, and nothing about how it came to be stored. */
export class NaiveLedger {
  readonly #rules: NaiveRules
  readonly #awards = new Map<string, Given>()
  readonly #served = new Map<
    string,
    { rule: string; resident: string; date: string; halves: number; at: number }
  >()
  readonly #stars = new Map<string, Given>()
  #seen: Facts

  constructor(rules: NaiveRules, seen: Facts) {
    this.#rules = rules
    this.#seen = seen
  }

  /** Writes down what a deed has changed. `strange`: moments at which somebody else had agreed with the card. */
  note(facts: Facts, strange: readonly number[]): void {
    const before = this.#seen
    this.#seen = facts
    const people = new Set([...facts.stays, ...before.stays].map((stay) => stay.resident))
    for (const resident of people) {
      const changed = facts.events.filter((event) => this.#hasChanged(before, resident, event))
      this.#putRight(resident, changed, strange)
    }
    for (const kept of [this.#awards, this.#served, this.#stars])
      for (const [key, { at }] of kept) if (strange.includes(at)) kept.delete(key)
    const last = before.answers.at(-1)?.seq ?? 0
    for (const resident of people) {
      const hasAnswered = facts.answers.some((one) => one.resident === resident && one.seq > last)
      if (!hasAnswered || this.#says(resident) !== 'yes') continue
      const on = facts.events.filter((event) => this.#isOn(resident, event))
      this.#putRight(resident, on, [])
    }
  }

  /** What a person should have under a rule. */
  due(resident: string, rule: string): number {
    const hours = this.#rules.perHours[rule]
    if (hours !== undefined) {
      const halves = [0, 0]
      for (const own of this.#served.values()) {
        if (own.resident !== resident || own.rule !== rule) continue
        const revision = hours.revision(own.date)
        halves[revision] = (halves[revision] ?? 0) + own.halves
      }
      return hours.worth(halves)
    }
    return [...this.#awards.values(), ...this.#stars.values()]
      .filter((given) => given.resident === resident && given.rule === rule)
      .reduce((sum, { amount }) => sum + amount, 0)
  }

  #says(resident: string, before = Infinity): string | undefined {
    return this.#seen.answers.findLast((one) => one.resident === resident && one.at < before)?.answer
  }

  #agreed(resident: string, { endsAt }: StationEvent): boolean {
    if (this.#says(resident) !== 'yes') return false
    return this.#seen.now < endsAt || this.#says(resident, endsAt) === 'yes'
  }

  #staysAt(facts: Facts, resident: string, { id }: StationEvent) {
    return facts.stays.filter((stay) => stay.resident === resident && stay.event === id)
  }

  #hasChanged(before: Facts, resident: string, event: StationEvent): boolean {
    const of = (facts: Facts) => ({
      stays: this.#staysAt(facts, resident, event),
      minutes: facts.minutes.get(pairOf(resident, event.id)) ?? { counted: 0, judged: 0 },
    })
    const [was, is] = [of(before), of(this.#seen)]
    if (event.creditAt === 'bothEnds') {
      // Coming in brings nothing there.
      const known = new Set(was.stays.map(({ id }) => id))
      is.stays = is.stays.filter(({ id, outAt }) => known.has(id) || outAt !== null)
    }
    return JSON.stringify(was) !== JSON.stringify(is)
  }

  /** Inside, or gone already, at an event that is not over. */
  #isOn(resident: string, event: StationEvent): boolean {
    const { now } = this.#seen
    const newest = this.#staysAt(this.#seen, resident, event)
      .toSorted((a, b) => a.at - b.at)
      .at(-1)
    return newest !== undefined && event.endsAt > now && newest.at > now - 86_400_000
  }

  #counted(resident: string, event: StationEvent): number {
    return this.#seen.minutes.get(pairOf(resident, event.id))?.counted ?? 0
  }

  #hasEarned(resident: string, event: StationEvent): boolean {
    const stays = this.#staysAt(this.#seen, resident, event)
    if (event.creditAt === 'checkIn') return stays.length > 0
    const inside = stays.map(({ at, outAt }) =>
      outAt === null
        ? 0
        : Math.max(0, Math.floor((Math.min(outAt, event.endsAt) - Math.max(at, event.startsAt)) / 60_000)),
    )
    const minutes = inside.reduce((sum, one) => sum + one, 0)
    const lasts = Math.floor((event.endsAt - event.startsAt) / 60_000)
    return stays.some(({ outAt }) => outAt !== null) && minutes * 100 >= event.minPresencePercent * lasts
  }

  #putRight(resident: string, events: readonly StationEvent[], strange: readonly number[]): void {
    let crossed = 0
    for (const event of events) {
      const agreed = this.#agreed(resident, event)
      this.#putEventRight(resident, event, { agreed, strange })
      if (agreed && event.countsMinutes) crossed += this.#counted(resident, event)
    }
    if (events.some(({ countsMinutes }) => countsMinutes)) this.#putStarsRight(resident, crossed)
  }

  #putEventRight(
    resident: string,
    event: StationEvent,
    { agreed, strange }: { agreed: boolean; strange: readonly number[] },
  ): void {
    const { ruleId: rule } = event
    if (rule === null) return
    const [key, date, at] = [pairOf(resident, event.id), businessDateOf(event.startsAt), this.#seen.now]
    const coming = this.#rules.perEvent[rule]
    if (coming !== undefined) {
      const had = this.#awards.get(key)
      const isEarned = this.#hasEarned(resident, event)
      if (!isEarned) this.#awards.delete(key)
      if (had !== undefined || !isEarned || !agreed || strange.includes(at)) return
      const given = [...this.#awards.values()].filter((one) => one.resident === resident && one.rule === rule)
      if (given.length < coming.most) {
        this.#awards.set(key, { rule, resident, amount: coming.amount(date), at })
      }
      return
    }
    const halves = Math.floor(this.#counted(resident, event) / 30)
    const had = this.#served.get(key)
    if (halves === 0) this.#served.delete(key)
    else if (had !== undefined) had.halves = halves
    else if (agreed) this.#served.set(key, { rule, resident, date, halves, at })
  }

  #putStarsRight(resident: string, crossed: number): void {
    let served = 0
    for (const [pair, { counted }] of this.#seen.minutes) if (pair.startsWith(resident)) served += counted
    for (const { rule, amount, from } of this.#rules.stars) {
      const key = pairOf(resident, rule)
      if (served < from) this.#stars.delete(key)
      else if (from > served - crossed && !this.#stars.has(key))
        this.#stars.set(key, { rule, resident, amount, at: this.#seen.now })
    }
  }
}
