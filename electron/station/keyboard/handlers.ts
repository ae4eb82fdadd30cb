import type { CallName } from '../../contract/calls.ts'
import type { Built } from '../built.ts'
import type { CallHandlers } from '../handlers.ts'
import { createKeyboard } from './keyboard.ts'

type KeyboardCall = Extract<CallName, `keyboard.${string}`>

/** The calls of the pinyin keyboard. Names of people reach only a page at which a clerk is signed in. */
export const createKeyboardHandlers = ({
  parts,
  settings,
  desk,
}: Pick<Built, 'parts' | 'settings' | 'desk'>): Pick<CallHandlers, KeyboardCall> => {
  const keyboard = createKeyboard(parts, { stationName: () => settings.data.station.name })
  return {
    'keyboard.candidates': (input, page) =>
      keyboard.candidates(input, { withNames: desk.sessions.showsClerk(page) }),
    'keyboard.learn': (input) => {
      keyboard.learn(input)
      return {}
    },
  }
}
