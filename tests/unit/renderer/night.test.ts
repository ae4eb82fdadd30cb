import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { rest } from '../../../renderer/flow/attract.ts'
import { initialFlow, type Flow } from '../../../renderer/flow-state.ts'
import { useFlow } from '../../../renderer/stores/flow.ts'
import { useNight } from '../../../renderer/stores/night.ts'
import { useStaff } from '../../../renderer/stores/staff.ts'
import { clerk } from '../../support/console-page.ts'

const home: Flow = { ...initialFlow(0), mode: 'live', lostAt: null, loaded: true }

beforeEach(() => {
  setActivePinia(createPinia())
})

test('the screen is dark at night once nobody is there, and never before somebody’s eyes', () => {
  const flow = useFlow()
  const night = useNight()
  flow.put(home)
  night.isNight = true
  expect(night.isDark).toBe(false)
  flow.put(rest(home, 60_000).flow)
  expect(night.isDark).toBe(true)
  night.isNight = false
  expect(night.isDark).toBe(false)
})

test('a touch lights it, and so does the page that says that the station is away', () => {
  const flow = useFlow()
  const night = useNight()
  night.isNight = true
  flow.put(rest(home, 60_000).flow)
  flow.send({ kind: 'fingerDown' })
  flow.send({ kind: 'fingerUp' })
  expect([flow.route, night.isDark]).toEqual(['home', false])
  flow.put({ ...rest(home, 60_000).flow, safe: true })
  expect(night.isDark).toBe(false)
})

test('staff at the console have light', () => {
  const flow = useFlow()
  const night = useNight()
  const staff = useStaff()
  night.isNight = true
  flow.put(rest(home, 60_000).flow)
  staff.take({ tiles: [clerk], signedIn: clerk, locked: null })
  expect(staff.screen).toBe('console')
  expect(night.isDark).toBe(false)
})
