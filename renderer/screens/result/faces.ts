import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'

/** Colour of the flood: done, known already, try again, not this time. */
export type Tone = 'ok' | 'already' | 'retry' | 'refused'
export type Picture =
  'ring' | 'plate' | 'swan' | 'bowl' | 'chairs' | 'family' | 'reader' | 'desk' | 'clock' | 'roster'

export interface Face {
  tone: Tone
  picture: Picture
  title: readonly string[]
  /** What stands after the name. */
  greeting: string
}

const face = (tone: Tone, picture: Picture, title: readonly string[], greeting = ''): Face => ({
  tone,
  picture,
  title,
  greeting,
})

/** The half of a result that is seen from across the room. */
export const faceOf = (outcome: TapOutcome): Face => {
  switch (outcome.kind) {
    case 'checkedIn':
      return face(
        'ok',
        'ring',
        words.checkedIn,
        outcome.firstVisit ? words.result.welcome : words.result.hello,
      )
    case 'alreadyCheckedIn':
      return face('already', 'plate', words.already, words.result.noNeed)
    case 'nothingOn':
      return face(
        'already',
        'swan',
        words.nothingOn,
        outcome.firstVisit ? words.result.welcome : words.result.hello,
      )
    case 'refused':
      return face(
        'refused',
        outcome.event.kind === 'canteen' ? 'bowl' : 'chairs',
        outcome.reason.kind === 'full' ? words.full : words.notEligible(outcome.reason.minAge),
        words.result.hello,
      )
    case 'minor':
      return face('already', 'family', words.minor)
    case 'cardUnreadable':
      return outcome.attempt > 1
        ? face('retry', 'desk', words.unreadable2)
        : face('retry', 'reader', words.unreadable)
    case 'notIdCard':
      return face('retry', 'reader', words.notIdCard)
    case 'cardUnverified':
      return face('retry', 'desk', words.cardUnverified)
    case 'checking':
      return face('already', 'clock', words.checking)
    case 'notRecorded':
      return face('refused', 'roster', words.notRecorded)
  }
}
