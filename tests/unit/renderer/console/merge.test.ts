import { expect, test } from 'vitest'
import type { MergePreview } from '../../../../electron/contract/merge-calls.ts'
import { useHand } from '../../../../renderer/stores/hand.ts'
import { useMerges } from '../../../../renderer/stores/merges.ts'
import { clerk, head, openConsole } from '../../../support/console-page.ts'

const preview: MergePreview = {
  obstacle: null,
  moved: 1,
  doubled: 0,
  served: { before: 60, after: 60 },
  points: { before: 50, after: 50 },
}
const [one, other, third] = ['31', '32', '33'].map((end) => `01935b6e-7c00-7000-8000-0000000000${end}`)
const pair = { old: one ?? '', resident: other ?? '' }

const open = () => {
  const page = openConsole()
  page.say(clerk)
  return { ...page, merges: useMerges(), hand: useHand() }
}

test('what it comes to is that of the pair that was asked for last', async () => {
  const { merges, far, answer } = open()
  void merges.tryOut(pair)
  const first = far.sent.at(-1)
  void merges.tryOut({ ...pair, old: third ?? '' })
  await answer('people.mergePreview', { ...preview, moved: 7 })
  far.say({ type: 'reply', id: first?.id, output: preview })
  expect(merges.shown).toMatchObject({ old: third, preview: { moved: 7 } })
})

test('a pair that cannot be joined is said to be one', async () => {
  const { merges, fail } = open()
  void merges.tryOut(pair)
  await fail('people.mergePreview', 'conflict')
  expect(merges.failed).toBe(true)
  expect(merges.shown).toBeNull()
})

test('it is joined once a second person gave the PIN', async () => {
  const { hand, answer, last } = open()
  let done = 0
  void hand.begin({ kind: 'merge', input: pair }, () => {
    done += 1
  })
  expect(last('people.merge').input).toMatchObject({ ...pair, approval: null })
  await answer('people.merge', { result: { kind: 'needsApproval', because: null } })
  expect([hand.hand?.step, done]).toEqual(['second', 0])
  void hand.approve({ account: head.id, pin: '314159' })
  await answer('people.merge', { result: { kind: 'done', entered: 1, already: 0 } })
  expect([hand.hand, done]).toEqual([null, 1])
})
