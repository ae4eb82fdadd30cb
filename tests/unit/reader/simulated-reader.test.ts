import { cardReaderSuite } from '../../suites/card-reader.suite.ts'
import { startSimulatedRig } from '../../support/reader-rig.ts'

cardReaderSuite('simulated', startSimulatedRig)
cardReaderSuite('simulated at 9600 baud', () => startSimulatedRig({ baud: 9600 }))
