import { SimulatedDevice } from '../../../electron/reader/simulated/device.ts'
import { createSimulatedOpener } from '../../../electron/reader/simulated/opener.ts'
import { linkSuite } from '../../suites/link.suite.ts'
import { ManualClock } from '../../support/manual-clock.ts'

linkSuite('simulated', () => {
  const clock = new ManualClock()
  const device = new SimulatedDevice({ clock })
  return Promise.resolve({
    opener: createSimulatedOpener(device),
    device,
    until: async (condition) => {
      if (!(await clock.advanceUntil(condition, 5000))) throw new Error('not within 5 s')
    },
    moment: () => clock.advanceAsync(1000),
    end: () => Promise.resolve(),
  })
})
