import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '../../../centre/store/database.ts'
import { openWorld, type World } from '../support/world.ts'
import { limitsSuite } from './limits.ts'
import { modelSuite } from './model.ts'
import { orderSuite } from './order.ts'
import { pageSuite } from './page.ts'
import { pairingSuite } from './pairing.ts'
import { personsSuite } from './persons.ts'
import { takingBackSuite } from './taking-back.ts'
import { upgradeSuite } from './upgrade.ts'
import { uploadSuite } from './upload.ts'

/**
 * Everything that must hold on whatever database the centre stands. `openEmpty`: another one, in which nothing is yet.
 */
export const centreSuite = (
  open: () => Promise<Database>,
  openEmpty: () => Promise<Database>,
  runs: number,
): void => {
  let world: World
  const current = (): World => world
  beforeAll(async () => {
    world = await openWorld(open)
  })
  afterAll(() => world.close())

  describe('pairing', () => {
    pairingSuite(current)
  })
  describe('records', () => {
    uploadSuite(current)
  })
  describe('order', () => {
    orderSuite(current)
  })
  describe('limits', () => {
    limitsSuite(current)
  })
  describe('taking back', () => {
    takingBackSuite(current)
  })
  describe('persons', () => {
    personsSuite(current)
  })
  describe('page', () => {
    pageSuite(current)
  })
  describe('upgrade', () => {
    upgradeSuite(openEmpty)
  })
  describe('model', () => {
    modelSuite(current, runs)
  })
}
