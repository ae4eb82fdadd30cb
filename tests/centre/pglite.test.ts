import { openPglite } from '../../centre/store/pglite.ts'
import { centreSuite } from './suites/all.ts'

centreSuite(() => openPglite(), 40)
