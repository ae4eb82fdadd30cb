import { openPglite } from '../../centre/store/pglite.ts'
import { centreSuite } from './suites/all.ts'

const open = (): ReturnType<typeof openPglite> => openPglite()

centreSuite(open, open, 40)
