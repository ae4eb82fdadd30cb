import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candidatePages, offered } from '../../../../renderer/console/typing/candidate-pages.ts'
import { pressOfKey } from '../../../../renderer/console/typing/physical.ts'
import {
  answered,
  begin,
  preview,
  step,
  type Board,
  type Effect,
  type Press,
} from '../../../../renderer/console/typing/typing-state.ts'

const field = { label: '名称', value: '', most: 6, keys: 'text', likely: [] } as const
const offer = (...words: [string, number][]) => ({
  reading: '',
  candidates: words.map(([text, takes]) => ({ text, takes })),
})

/** Presses one after another; what the keyboard asked for beside it. */
const pressed = (board: Board, ...presses: Press[]): { board: Board; effects: Effect[] } => {
  const effects: Effect[] = []
  for (const press of presses) {
    const [next, more] = step(board, press)
    board = next
    effects.push(...more)
  }
  return { board, effects }
}
const letters = (text: string): Press[] => Array.from(text, (letter) => ({ kind: 'letter', text: letter }))
const space: Press = { kind: 'space' }
const done: Press = { kind: 'done' }

describe('typing', () => {
  test('words are asked for with every letter, each question with a number of its own', () => {
    const { effects } = pressed(begin({ ...field, value: '海带' }), ...letters('ya'))
    expect(effects).toEqual([
      { kind: 'ask', number: 1, typed: 'y', before: '海带' },
      { kind: 'ask', number: 2, typed: 'ya', before: '海带' },
    ])
  })

  test('an answer to an earlier question changes nothing', () => {
    const { board } = pressed(begin(field), ...letters('ya'))
    expect(answered(board, 1, offer(['一', 1]))).toEqual([board, []])
    expect(preview(answered(board, 2, offer(['呀', 2]))[0])).toBe('呀')
  })

  test('what needs an answer waits for it, and so does all that is typed after it', () => {
    const { board } = pressed(begin(field), ...letters('ya'), space, ...letters('b'))
    expect(board.text).toBe('')
    const [next, effects] = answered(board, 2, offer(['呀', 2]))
    expect([next.text, next.letters, next.waiting]).toEqual(['呀', 'b', []])
    expect(effects).toContainEqual({ kind: 'ask', number: 4, typed: 'b', before: '呀' })
  })

  test('a word takes its letters, the rest stays; both together are learned', () => {
    const [offered] = answered(pressed(begin(field), ...letters('dangshi')).board, 7, offer(['党', 4]))
    const first = pressed(offered, { kind: 'choose', candidate: { text: '党', takes: 4 }, of: 'dangshi' })
    expect([first.board.text, first.board.letters]).toEqual(['党', 'shi'])
    const [again] = answered(first.board, first.board.number, offer(['史', 3]))
    const { board, effects } = pressed(again, space)
    expect(board.text).toBe('党史')
    expect(effects).toContainEqual({ kind: 'learn', typed: 'dangshi', text: '党史' })
  })

  test('a word that was offered for letters which are gone is not written', () => {
    const { board } = pressed(begin(field), ...letters('da'), { kind: 'delete' })
    const stale: Press = { kind: 'choose', candidate: { text: '大', takes: 2 }, of: 'da' }
    expect(pressed(board, stale).board.text).toBe('')
  })

  test('done gives what the field shows, also before the words are there; leaving gives nothing', () => {
    const { board, effects } = pressed(begin(field), ...letters('ya'), done)
    expect(effects.some(({ kind }) => kind === 'close')).toBe(false)
    expect(answered(board, 2, offer(['呀', 2]))[1]).toContainEqual({ kind: 'close', text: '呀' })
    expect(answered(board, 2, null)[1]).toContainEqual({ kind: 'close', text: 'ya' })
    expect(pressed(board, { kind: 'leave' }).effects).toEqual([{ kind: 'close', text: null }])
  })

  test('deleting takes letters first, then one character, however it is stored', () => {
    const { board } = pressed(begin({ ...field, value: '王𠮷' }), ...letters('a'), { kind: 'delete' })
    expect([board.text, board.letters]).toEqual(['王𠮷', ''])
    expect(pressed(board, { kind: 'delete' }).board.text).toBe('王')
  })

  test('no pictures, nothing invisible, and digits alone on the number pad', () => {
    const texts = ['😀', '\u200b', '\n', '\u202e', 'A', '，'].map((text): Press => ({ kind: 'text', text }))
    expect(pressed(begin(field), ...texts).board.text).toBe('A，')
    const digits = [...texts, ...letters('a'), space, { kind: 'text', text: '3' } as const]
    expect(pressed(begin({ ...field, keys: 'digits' }), ...digits).board.text).toBe('3')
  })

  test('letters stand for themselves in English, and large where that was asked for', () => {
    const { board } = pressed(
      begin(field),
      { kind: 'latin' },
      ...letters('a'),
      { kind: 'caps' },
      ...letters('b'),
    )
    expect(board.text).toBe('aB')
  })

  test('a text never gets longer than its field, whatever is pressed', () => {
    const press = fc.oneof(
      fc.constantFrom(...letters("ashw'")),
      fc.constantFrom<Press>(
        ...(['space', 'delete', 'clear', 'caps', 'latin', 'signs', 'done'] as const).map((kind) => ({
          kind,
        })),
        { kind: 'choose', candidate: { text: '新时代文明实践站', takes: 1 }, of: 'a' },
        { kind: 'likely', text: '新时代文明实践站' },
        { kind: 'text', text: '1' },
      ),
    )
    const answer = fc.constantFrom(null, offer(['啊𠮷', 1]), offer(['安安安安安安安', 1]))
    fc.assert(
      fc.property(fc.array(fc.tuple(press, answer, fc.boolean())), (turns) => {
        let board = begin(field)
        for (const [key, words, answers] of turns) {
          board = step(board, key)[0]
          if (answers) board = answered(board, board.number, words)[0]
          expect(Array.from(board.text).length).toBeLessThanOrEqual(field.most)
        }
      }),
    )
  })
})

test('candidates stand on as many pages as they need, none is lost', () => {
  const candidates = Array.from({ length: 20 }, (_, nth) => ({ text: '字'.repeat(1 + (nth % 4)), takes: 1 }))
  const pages = candidatePages(candidates, 40)
  expect(pages.flat()).toEqual(candidates)
  expect(pages.length).toBeGreaterThan(3)
})

test('a real keyboard types the same; digits choose a word', () => {
  const { board } = pressed(begin(field), ...letters('ya'))
  const shown = { candidates: [{ text: '呀', takes: 2 }], of: 'ya' }
  const press = (key: string, isCommand = false) =>
    pressOfKey(board, shown, { key, isCommand }, { ',': '，' })
  expect(press('1')).toEqual({ kind: 'choose', candidate: { text: '呀', takes: 2 }, of: 'ya' })
  expect(press('2')).toEqual({ kind: 'text', text: '2' })
  expect(press('n')).toEqual({ kind: 'letter', text: 'n' })
  expect(press(',')).toEqual({ kind: 'text', text: '，' })
  expect(press('Enter')).toEqual(space)
  expect([press('r', true), press('F5'), press('Shift')]).toEqual([null, null, null])
})

describe('what stands in the row of candidates', () => {
  const likely = { ...field, value: '', likely: ['clerk', 'head'] }
  test('is what is likely written, in a field that is empty, and nothing in one that is not', () => {
    expect(offered(begin(likely)).map(({ text }) => text)).toEqual(['clerk', 'head'])
    expect(offered({ ...begin(likely), text: 'x' })).toEqual([])
  })
  test('is what the core offered, as soon as letters stand there', () => {
    const candidates = [{ text: 'a word', takes: 2 }]
    const board = {
      ...begin(likely),
      letters: 'ab',
      answer: { number: 1, of: 'ab', offer: { reading: 'ab', candidates } },
    }
    expect(offered(board)).toEqual(candidates)
    expect(offered({ ...board, answer: null })).toEqual([])
  })
})
