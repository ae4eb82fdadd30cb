import type { TapOutcomeKind } from '../../../electron/contract/outcomes.ts'
import { words } from '../../words/words.ts'
import type { IconName } from '../../components/icons.ts'

/** What a tap came to, small: beside a name, or in its place. */
interface Mark {
  tone: 'ok' | 'already'
  icon: IconName
  word: string
}

const { crowd } = words
const mark = (tone: Mark['tone'], icon: IconName, word: string): Mark => ({ tone, icon, word })

const marks: Readonly<Record<TapOutcomeKind, Mark>> = {
  checkedIn: mark('ok', 'check', crowd.done.checkedIn),
  checkedOut: mark('ok', 'door', crowd.done.checkedOut),
  alreadyCheckedIn: mark('already', 'clock', crowd.done.already),
  alreadyOut: mark('already', 'door', crowd.done.alreadyOut),
  minor: mark('already', 'people', crowd.child),
  cardUnreadable: mark('already', 'again', crowd.unread),
  notIdCard: mark('already', 'again', crowd.notIdCard),
  disputed: mark('already', 'back', crowd.takenBack),
  checking: mark('already', 'clock', crowd.waiting),
  nothingOn: mark('already', 'help', crowd.staff),
  chooseEvent: mark('already', 'help', crowd.staff),
  signedUp: mark('ok', 'check', words.signUp.done),
  waitListed: mark('already', 'clock', words.signUp.inQueue),
  signUpRefused: mark('already', 'help', crowd.staff),
  refused: mark('already', 'help', crowd.staff),
  cardUnverified: mark('already', 'help', crowd.staff),
  notRecorded: mark('already', 'help', crowd.staff),
}

export const markOf = (kind: TapOutcomeKind): Mark => marks[kind]
