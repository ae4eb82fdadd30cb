import { z } from 'zod'

// zod probes `new Function`, which the page's security policy reports. Must run before any schema exists.
z.config({ jitless: true })
