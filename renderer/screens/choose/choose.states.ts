import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import { events, person, result, type PageStates } from '../../gallery/page-state.ts'

type Choices = Extract<TapOutcome, { kind: 'chooseEvent' }>['choices']

const inTo = (...list: Choices[number]['event'][]): Choices =>
  list.map((event) => ({ event, action: 'checkIn' as const }))

const asked = (choices: Choices, name: Parameters<typeof person>[0] = 'wang'): TapOutcome => ({
  kind: 'chooseEvent',
  person: person(name),
  choices,
})
const two = asked(inTo(events.lecture, events.beach))
const many = asked(
  [
    { event: events.beach, action: 'checkOut' },
    ...inTo(events.long, events.lecture, events.drums),
    ...inTo(events.haircut, events.phone, events.pressure, events.assembly),
    ...inTo(events.dumplings, events.reading),
  ],
  'compound',
)

export const states: PageStates = {
  'choose-two': result(two),
  'choose-three': result(asked(inTo(events.haircut, events.phone, events.dumplings))),
  'choose-out': result(
    asked([
      { event: events.beach, action: 'checkOut' },
      { event: events.assembly, action: 'checkOut' },
    ]),
  ),
  'choose-many': result(many),
  'choose-kinds': result(asked(inTo(events.drums, events.pressure, events.assembly, events.beach))),
  'choose-busy': result(two, { kind: 'choose', event: events.beach.id, asked: 1, state: 'busy' }),
  'choose-failed': result(two, { kind: 'choose', event: events.beach.id, asked: 1, state: 'failed' }),
}
