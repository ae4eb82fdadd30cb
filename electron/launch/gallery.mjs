// @ts-check
import { servePageSources } from './page-server.mjs'
import { prepare } from './prepare.mjs'
import { sayOut } from './project.mjs'

sayOut('Serving every component and outcome on one page.')
const ready = await prepare(sayOut)
process.exit(
  await servePageSources(ready, {
    onAddress: (address) => {
      sayOut(`gallery: ${address}/gallery.html`)
    },
  }),
)
