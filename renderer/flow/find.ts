import type { CalendarAct, CalendarAsk, CalendarShown, Sought } from './calendar-state.ts'

/** More letters than the core takes are not typed. */
const mostLetters = 12

/** What changes what is looked for. */
type SoughtAct = Extract<CalendarAct, { kind: 'when' | 'only' | 'letter' | 'erase' }>

export const soughtAtFirst: Sought = { when: 'any', kind: null, initials: '', from: 0 }

export const findAsk = ({ sought, team }: CalendarShown): CalendarAsk => ({
  call: 'calendar.find',
  input: { ...sought, team },
})

/** What is looked for after a touch of 活动; `null` where the touch changes nothing. What is touched again is let go. */
export const soughtAfter = (sought: Sought, act: SoughtAct): Sought | null => {
  switch (act.kind) {
    case 'when':
      return { ...sought, when: act.when, from: 0 }
    case 'only':
      return { ...sought, kind: act.of === sought.kind ? null : act.of, from: 0 }
    case 'letter':
      if (sought.initials.length >= mostLetters || !/^[A-Z]$/.test(act.letter)) return null
      return { ...sought, initials: sought.initials + act.letter, from: 0 }
    case 'erase':
      return sought.initials === '' ? null : { ...sought, initials: sought.initials.slice(0, -1), from: 0 }
  }
}

/** Whether an answer is to what is looked for now: one that was overtaken is not shown. */
export const isSought = ({ sought, team }: CalendarShown, input: Sought & { team: string | null }): boolean =>
  input.when === sought.when &&
  input.kind === sought.kind &&
  input.initials === sought.initials &&
  input.from === sought.from &&
  input.team === team
