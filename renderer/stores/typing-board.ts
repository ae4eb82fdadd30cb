import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { answered, begin, step, type Board, type Effect, type Press } from '../console/typing/typing-state.ts'
import { useDesk } from './desk.ts'
import { useStaff } from './staff.ts'
import { useTyping } from './typing.ts'

/**
 * The keyboard of the field that is typed into. It outlasts the console: whoever was in the middle of a word when a
 * card came goes on with it after the PIN.
 */
export const useTypingBoard = defineStore('typing-board', () => {
  const typing = useTyping()
  const staff = useStaff()
  const desk = useDesk()
  const board = shallowRef<Board | null>(null)
  /** Whose field it is, `null` before anybody has an account. */
  let owner: string | null = null

  const ask = async (number: number, typed: string, before: string): Promise<void> => {
    const of = typing.field
    const offer = await staff.attemptQuietly('keyboard.candidates', { typed, before }, () => undefined)
    // Another field has begun to count anew.
    if (board.value !== null && typing.field === of) take(answered(board.value, number, offer))
  }

  const carryOut = (effect: Effect): void => {
    if (effect.kind === 'ask') void ask(effect.number, effect.typed, effect.before)
    else if (effect.kind === 'learn')
      void staff.attemptQuietly('keyboard.learn', { typed: effect.typed, text: effect.text }, () => undefined)
    else typing.done(effect.text)
  }

  const take = ([next, effects]: readonly [Board, readonly Effect[]]): void => {
    board.value = next
    effects.forEach(carryOut)
  }

  const press = (key: Press): void => {
    if (board.value !== null) take(step(board.value, key))
  }

  watch(
    () => typing.field,
    (field) => {
      board.value = field === null ? null : begin(field)
      owner = desk.owner
      // The words are read when they are first asked for: before the first letter is better.
      if (field?.keys === 'text') void ask(0, '', '')
    },
    { immediate: true, flush: 'sync' },
  )

  /** Somebody else came back to the console: what was half-typed is not theirs. */
  const returned = (): void => {
    if (typing.field !== null && owner !== desk.owner) typing.done(null)
  }

  /** For a picture of it. */
  const put = (picture: Board): void => {
    void typing.ask(picture.field)
    board.value = picture
  }

  return { board, press, returned, put }
})
