import { expect, it } from 'vitest'
import { warmAfterMs, warmPages } from '../../../renderer/warm.ts'

/** A clock whose tasks are run by hand. */
const byHand = () => {
  const later: { ms: number; task: () => void }[] = []
  const painted: (() => void)[] = []
  return {
    later,
    painted,
    clock: {
      after: (ms: number, task: () => void) => {
        later.push({ ms, task })
        return () => undefined
      },
      afterPaint: (task: () => void) => {
        painted.push(task)
      },
    },
  }
}

it('draws once while nobody waits, and takes it away after one frame', () => {
  const { later, painted, clock } = byHand()
  const drawn: boolean[] = []
  let isQuiet = false
  warmPages({ clock, isQuiet: () => isQuiet, draw: (is) => drawn.push(is) })
  expect(later.map(({ ms }) => ms)).toEqual([warmAfterMs])
  later.shift()?.task()
  expect(drawn).toEqual([])
  expect(later).toHaveLength(1)
  isQuiet = true
  later.shift()?.task()
  expect(drawn).toEqual([true])
  painted.shift()?.()
  expect(drawn).toEqual([true, false])
  expect([...later, ...painted]).toEqual([])
})
