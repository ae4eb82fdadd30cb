import { useDesk } from '../../stores/desk.ts'
import { isTyped } from './event-form.ts'
import type { EventDraft } from './events-state.ts'

const isSame = (one: EventDraft, other: EventDraft): boolean =>
  one.of !== null && one.of.event === other.of?.event && one.of.sequence === other.of.sequence

/** Opens a form; where another one is half-typed, whoever typed is asked first. */
export const beginDraft = (next: EventDraft): void => {
  const desk = useDesk()
  const { draft } = desk.state
  if (draft !== null && isTyped(draft) && !isSame(draft, next)) {
    desk.state.nextDraft = next
    desk.open({ kind: 'otherDraft' })
    return
  }
  if (draft === null || !isSame(draft, next)) desk.state.draft = next
  desk.go('eventForm')
}
