import { expect, it } from 'vitest'
import { turned } from '../../../renderer/screens/setup/hours.ts'

it.each([
  [{ from: '07:30', to: '17:00' }, 'from', -1, { from: '07:15', to: '17:00' }],
  [{ from: '07:30', to: '17:00' }, 'to', 1, { from: '07:30', to: '17:15' }],
  [{ from: '09:45', to: '10:00' }, 'from', 1, { from: '09:45', to: '10:00' }],
  [{ from: '09:45', to: '10:00' }, 'to', -1, { from: '09:45', to: '10:00' }],
  [{ from: '00:00', to: '10:00' }, 'from', -1, { from: '00:00', to: '10:00' }],
  [{ from: '07:00', to: '23:45' }, 'to', 1, { from: '07:00', to: '23:45' }],
] as const)('%j, %s by %i quarters', (hours, end, by, next) => {
  expect(turned(hours, end, by)).toEqual(next)
})
