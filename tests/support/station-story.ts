import { StationError } from '../../electron/base/errors.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import type { Catalogue } from '../../electron/credit/catalogue.ts'
import type { HandResult } from '../../electron/contract/staff.ts'
import { presenceAt } from '../../electron/attendance/store.ts'
import { openPipelineDesk, type PipelineDesk } from './pipeline-desk.ts'
import { nine, openPipeline, type Pipeline } from './pipeline.ts'
import { syntheticNumber } from './people.ts'

const minute = 60_000
const hour = 60 * minute

/** One thing that somebody does at the station. Numbers choose among what there is then. */
export type Deed =
  | { do: 'tap'; person: number }
  /** Taps and chooses, so that one is in, or out, wherever that is possible. */
  | { do: 'come' | 'go'; person: number; which: number }
  | { do: 'choose'; which: number }
  | { do: 'leaveEarly' | 'notMe' }
  | { do: 'sendAgain' | 'confirmClock' | 'restart' }
  /** Comes, stays so long, and goes. */
  | { do: 'serve'; person: number; which: number; minutes: number }
  | { do: 'answer'; says: 'yes' | 'no' }
  /** Takes the yes to points back, or asks for that question again. */
  | { do: 'withdraw' | 'askAgain' }
  | { do: 'undo'; which: number }
  | { do: 'enter'; person: number; event: number; approved: boolean }
  | { do: 'confirm'; which: number; minutes: number }
  | { do: 'children'; event: number; count: number }
  | { do: 'extend'; event: number }
  | { do: 'pin'; event: number | null }
  | { do: 'wait'; minutes: number }
  | { do: 'setClock'; minutes: number }

/** One stay of one person at one event, as anybody in the hall would have noted it. */
export interface Stay {
  id: string
  event: string
  resident: string
  at: number
  outAt: number | null
  standing: boolean
}

/** What the person at the screen did last, as far as 这不是我 takes it back. */
type LastDeed = { did: 'in' | 'out'; stay: Stay } | null

/** Everything in memory and in the plainest way. */
export interface Notes {
  stays: Stay[]
  children: Map<string, number>
  last: LastDeed
}

const people = 3

const cardOfPerson = (person: number) => ({
  name: '于大海',
  birth: '1951-02-03',
  idNumber: syntheticNumber('1951-02-03', person + 1),
})

/** Kinds that overlap: without and with a sign-out, with few places, for a team, over many hours. */
const addEvents = (station: Pipeline): StationEvent[] => [
  station.addEvent({ endsAt: nine + hour }),
  station.addEvent({ kind: 'volunteer', ruleId: 'L01', minPresencePercent: 10, endsAt: nine + 3 * hour }),
  station.addEvent({ kind: 'training', ruleId: 'L01', capacity: 2, hallLimit: 4, endsAt: nine + 3 * hour }),
  station.addEvent({
    kind: 'volunteer',
    team: '净滩队',
    ruleId: 'L01',
    creditAt: 'checkIn',
    endsAt: nine + 8 * hour,
  }),
  station.addEvent({
    kind: 'volunteer',
    minPresencePercent: 5,
    startsAt: nine + 2 * hour,
    endsAt: nine + 11 * hour,
  }),
]

/** Another hall than the usual one. */
export interface Setting {
  addEvents: (station: Pipeline) => StationEvent[]
  catalogue: Catalogue
  /** So many of the people have agreed to points before. */
  agreed: number
}

/** What refuses a deed in its proper way, and must have written nothing. */
const isRefusal = (error: unknown): boolean =>
  error instanceof StationError && ['conflict', 'sessionEnded', 'notFound'].includes(error.code)

/** A station at which things happen, and the notes of somebody who looks on. */
export class Story {
  readonly notes: Notes = { stays: [], children: new Map(), last: null }
  readonly events: StationEvent[]
  station: Pipeline
  desk: PipelineDesk
  #sent: (() => unknown) | null = null

  private constructor(station: Pipeline, desk: PipelineDesk, events: StationEvent[]) {
    this.station = station
    this.desk = desk
    this.events = events
  }

  static async begin(dir: string, setting?: Setting): Promise<Story> {
    const station = await openPipeline({
      dir,
      ...(setting === undefined ? {} : { catalogue: setting.catalogue }),
    })
    const desk = await openPipelineDesk(station)
    const story = new Story(station, desk, (setting?.addEvents ?? addEvents)(station))
    // Everybody is known, and half of them are of the team.
    for (let person = 0; person < people; person++) {
      station.clock.setWall(nine - 3 * hour)
      station.tap(cardOfPerson(person))
      if (person < (setting?.agreed ?? 0)) story.#press({ do: 'answer', says: 'yes' })
    }
    station.parts.store.transaction((tx) => {
      for (const [index, id] of story.residents().entries())
        if (index < people / 2) tx.run('insert into team_member values (?, ?)', '净滩队', id)
    })
    station.clock.setWall(nine)
    station.clockWatch.confirm()
    station.session.end()
    return story
  }

  end(): void {
    this.desk.stop()
    this.station.close(true)
  }

  residents(): string[] {
    const rows = this.station.parts.store.read((tx) =>
      tx.all<{ id: string }>(
        `select r.id from resident r join tap t on t.resident = r.id group by r.id order by min(t.seq)`,
      ),
    )
    return rows.map(({ id }) => id)
  }

  /** Returns whether it was refused. */
  async play(deed: Deed): Promise<boolean> {
    try {
      await this.#do(deed)
      return false
    } catch (error) {
      if (!isRefusal(error)) throw error
      return true
    }
  }

  async #do(deed: Deed): Promise<void> {
    const { station } = this
    switch (deed.do) {
      case 'tap':
        station.tap(cardOfPerson(deed.person))
        this.#noteShown()
        return
      case 'come':
      case 'go':
        this.#comeOrGo(deed)
        return
      case 'serve':
        this.#comeOrGo({ ...deed, do: 'come' })
        station.clock.advance(deed.minutes * minute)
        this.#comeOrGo({ ...deed, do: 'go' })
        return
      case 'choose':
      case 'leaveEarly':
      case 'notMe':
      case 'answer':
        this.#press(deed)
        return
      case 'withdraw':
        station.withdraw({ commandId: station.newId(), question: 'scoring' })
        return
      case 'askAgain':
        station.ask({ question: 'scoring' })
        return
      case 'sendAgain':
        await this.desk.signIn()
        this.#sent?.()
        return
      case 'wait':
        station.clock.advance(deed.minutes * minute)
        return
      case 'setClock':
        station.clock.setWall(station.clock.now() + deed.minutes * minute)
        station.clockWatch.check()
        return
      case 'confirmClock':
        station.clockWatch.confirm()
        return
      case 'restart':
        await this.#restart()
        return
      case 'undo':
      case 'enter':
      case 'confirm':
      case 'children':
      case 'extend':
      case 'pin':
        await this.desk.signIn()
        await this.#doAtDesk(deed)
    }
  }

  #comeOrGo(deed: Extract<Deed, { do: 'come' | 'go' }>): void {
    const { do: wanted, person, which } = deed
    this.station.tap(cardOfPerson(person))
    this.#noteShown()
    const outcome = this.station.taps.last()?.outcome
    if (outcome?.kind === 'chooseEvent') {
      const action = wanted === 'come' ? 'checkIn' : 'checkOut'
      const meant = outcome.choices.flatMap((choice, index) => (choice.action === action ? [index] : []))
      const index = meant[which % Math.max(1, meant.length)]
      if (index !== undefined) this.#press({ do: 'choose', which: index })
    } else if (wanted === 'go' && outcome?.kind === 'alreadyCheckedIn' && outcome.leaveEarly !== null) {
      this.#press({ do: 'leaveEarly' })
    }
  }

  #press(deed: Extract<Deed, { do: 'choose' | 'leaveEarly' | 'notMe' | 'answer' }>): void {
    const { station, notes } = this
    const { seq = 0, outcome } = station.taps.last() ?? {}
    const [commandId, call] = [station.newId(), { seq }]
    if (deed.do === 'answer') {
      const question = station.session.holder()?.ask
      if (question !== undefined && question !== null)
        station.consent({ commandId, question, answer: deed.says })
      return
    }
    if (deed.do === 'choose') {
      const choices = outcome?.kind === 'chooseEvent' ? outcome.choices : []
      const event = choices[deed.which % Math.max(1, choices.length)]?.event.id
      if (event === undefined) return
      this.#send(() => station.holder['tap.choose']({ commandId, ...call, event }))
      this.#noteShown()
    } else if (deed.do === 'leaveEarly') {
      this.#send(() => station.holder['tap.leaveEarly']({ commandId, ...call }))
      this.#noteShown()
    } else {
      this.#send(() => station.holder['tap.notMe']({ commandId, ...call }))
      const shown = station.taps.last()?.outcome
      const isUndone = shown?.kind === 'disputed' && shown.undone
      if (isUndone && notes.last?.did === 'in') notes.last.stay.standing = false
      if (isUndone && notes.last?.did === 'out') notes.last.stay.outAt = null
      notes.last = null
    }
  }

  #send(call: () => unknown): void {
    call()
    this.#sent = call
  }

  /** The newest stay that stands. */
  stayOf(event: string, resident: string): Stay | undefined {
    return this.notes.stays.findLast(
      (stay) => stay.standing && stay.event === event && stay.resident === resident,
    )
  }

  #noteIn(event: string, resident: string): Stay {
    const { parts } = this.station
    const id = parts.store.read((tx) => presenceAt(tx, event, resident))?.attendance ?? 'nobody'
    const stay = { id, event, resident, at: parts.clock.now(), outAt: null, standing: true }
    this.notes.stays.push(stay)
    return stay
  }

  #noteShown(): void {
    const { station, notes } = this
    const outcome = station.taps.last()?.outcome
    const resident = station.session.holder()?.resident ?? ''
    notes.last = null
    if (outcome?.kind === 'checkedIn') {
      notes.last = { did: 'in', stay: this.#noteIn(outcome.event.id, resident) }
    }
    if (outcome?.kind === 'checkedOut') {
      const stay = this.stayOf(outcome.event.id, resident)
      if (stay === undefined) throw new Error('out without an in')
      stay.outAt = station.clock.now()
      notes.last = { did: 'out', stay }
    }
  }

  async #doAtDesk(
    deed: Extract<Deed, { do: 'undo' | 'enter' | 'confirm' | 'children' | 'extend' | 'pin' }>,
  ): Promise<void> {
    const { desk, station, notes, events } = this
    const commandId = station.newId()
    const stay = 'which' in deed ? notes.stays[deed.which % Math.max(1, notes.stays.length)] : undefined
    const event = 'event' in deed && deed.event !== null ? (events[deed.event]?.id ?? '') : ''
    switch (deed.do) {
      case 'undo':
        if (stay === undefined) return
        this.#send(() => {
          desk.undo(stay.event, stay.id, commandId)
        })
        stay.standing = false
        return
      case 'confirm':
        if (stay !== undefined) await this.#confirm(stay, deed.minutes)
        return
      case 'enter': {
        const resident = this.residents()[deed.person] ?? ''
        const approval = deed.approved ? desk.approved : null
        const result: HandResult = await desk.enter(event, [resident], { approval, commandId })
        if (result.kind === 'done' && result.entered === 1) this.#noteIn(event, resident)
        return
      }
      case 'children':
        await desk.handlers['attendance.countChildren'](
          { commandId, event, count: deed.count, guardian: null },
          desk.page,
        )
        notes.children.set(event, (notes.children.get(event) ?? 0) + deed.count)
        return
      case 'extend':
        await desk.handlers['events.extend']({ commandId, event, minutes: 30 }, desk.page)
        return
      case 'pin':
        await desk.handlers['events.pin']({ commandId, event: deed.event === null ? null : event }, desk.page)
    }
  }

  /** Where no minutes are counted, two members of staff make up for the sign-out itself. */
  async #confirm(stay: Stay, minutes: number): Promise<void> {
    const { kind } = await this.desk.confirm(stay.id, minutes)
    const isOut = this.events.find(({ id }) => id === stay.event)?.countsMinutes === false
    if (kind === 'done' && isOut) stay.outAt = this.station.clock.now()
  }

  /** The power went, and the same folder is opened again. */
  async #restart(): Promise<void> {
    const { station, desk, notes } = this
    desk.stop()
    station.close(true)
    const clockState = station.clockState
    const { dir, clock, catalogue } = station
    this.station = await openPipeline({ dir, clock, catalogue })
    this.station.clockState = clockState
    this.desk = await openPipelineDesk(this.station, desk)
    notes.last = null
    this.#sent = null
  }
}
