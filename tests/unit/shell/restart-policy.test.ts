import { expect, test } from 'vitest'
import { createRestartPolicy } from '../../../electron/shell/restart-policy.ts'
import { ManualClock } from '../../support/manual-clock.ts'

test('the pauses grow, and after the third death within ten minutes it is once a minute', () => {
  const policy = createRestartPolicy(new ManualClock())
  expect(policy.pauseAfterDeath()).toEqual({ ms: 200, calm: false })
  expect(policy.pauseAfterDeath()).toEqual({ ms: 800, calm: false })
  expect(policy.pauseAfterDeath()).toEqual({ ms: 60_000, calm: true })
  expect(policy.pauseAfterDeath()).toEqual({ ms: 60_000, calm: true })
})

test('deaths of long ago are forgotten', () => {
  const clock = new ManualClock()
  const policy = createRestartPolicy(clock)
  policy.pauseAfterDeath()
  policy.pauseAfterDeath()
  clock.advance(10 * 60_000)
  expect(policy.pauseAfterDeath()).toEqual({ ms: 200, calm: false })
})
