import type { TapOutcomeKind } from '../../../electron/contract/outcomes.ts'
import { words } from '../../words/words.ts'
import type { IconName } from '../../components/icons.ts'

/** What a tap came to, small: beside a name, or in its place. */
interface Mark {
  tone: 'ok' | 'already'
  icon: IconName
  word: string
}

const mark = (tone: Mark['tone'], icon: IconName, word: string): Mark => ({ tone, icon, word })

/** Made when asked for: in the language that is spoken then. */
const marks: Readonly<Record<TapOutcomeKind, () => Mark>> = {
  checkedIn: () => mark('ok', 'check', words.crowd.done.checkedIn),
  checkedOut: () => mark('ok', 'door', words.crowd.done.checkedOut),
  alreadyCheckedIn: () => mark('already', 'clock', words.crowd.done.already),
  alreadyOut: () => mark('already', 'door', words.crowd.done.alreadyOut),
  minor: () => mark('already', 'people', words.crowd.child),
  cardUnreadable: () => mark('already', 'again', words.crowd.unread),
  notIdCard: () => mark('already', 'again', words.crowd.notIdCard),
  disputed: () => mark('already', 'back', words.crowd.takenBack),
  checking: () => mark('already', 'clock', words.crowd.waiting),
  nothingOn: () => mark('already', 'help', words.crowd.staff),
  chooseEvent: () => mark('already', 'help', words.crowd.staff),
  signedUp: () => mark('ok', 'check', words.signUp.done),
  waitListed: () => mark('already', 'clock', words.signUp.inQueue),
  signUpRefused: () => mark('already', 'help', words.crowd.staff),
  refused: () => mark('already', 'help', words.crowd.staff),
  cardUnverified: () => mark('already', 'help', words.crowd.staff),
  notRecorded: () => mark('already', 'help', words.crowd.staff),
}

export const markOf = (kind: TapOutcomeKind): Mark => marks[kind]()
