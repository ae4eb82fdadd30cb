import type { TapOutcome } from '../../electron/contract/outcomes.ts'
import type { Said } from '../flow-state.ts'
import { faceOf } from '../screens/result/faces.ts'
import { words } from '../words/words.ts'

type Of<K extends TapOutcome['kind']> = Extract<TapOutcome, { kind: K }>

const refusedShort = ({ reason }: Of<'refused'>): string | null => {
  const { refused } = words.voice
  return reason.kind in refused ? refused[reason.kind as keyof typeof refused] : null
}

const signUpRefusedShort = ({ reason }: Of<'signUpRefused'>): string | null => {
  const { signUpRefused } = words.voice
  return reason.kind in signUpRefused ? signUpRefused[reason.kind as keyof typeof signUpRefused] : null
}

/** Two to four characters where they say enough, `null` where only the whole headline does. */
const shortOf = (outcome: TapOutcome): string | null => {
  const { short, unread, signedUp, signedUpAgain, takenBack, nothingTaken } = words.voice
  switch (outcome.kind) {
    case 'cardUnreadable':
      return outcome.attempt > 1 ? short.cardUnreadable : unread
    case 'signedUp':
      return outcome.again ? signedUpAgain : signedUp
    case 'disputed':
      return outcome.undone ? takenBack : nothingTaken
    case 'refused':
      return refusedShort(outcome)
    case 'signUpRefused':
      return signUpRefusedShort(outcome)
    case 'chooseEvent':
      return null
    case 'alreadyCheckedIn':
    case 'alreadyOut':
    case 'cardUnverified':
    case 'checkedIn':
    case 'checkedOut':
    case 'checking':
    case 'minor':
    case 'nothingOn':
    case 'notIdCard':
    case 'notRecorded':
    case 'waitListed':
      return short[outcome.kind]
  }
}

/** What the station says of a result by itself: part of the headline that stands there, and never a name. */
export const sayOutcome = (outcome: TapOutcome): string => shortOf(outcome) ?? faceOf(outcome).title.join('')

/** What the page says by itself. */
export const sayByItself = (what: Said): string => {
  switch (what.kind) {
    case 'outcome':
      return sayOutcome(what.outcome)
    case 'takeCard':
      return words.takeCard.join('')
    case 'stillThere':
      return words.credit.idle.title.join('')
  }
}
