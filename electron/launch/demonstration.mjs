// @ts-check
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, root } from './project.mjs'
import { startReferenceCentre } from './reference-centre.mjs'
import { isDemonstration, resetDemonstration } from './reset-folder.mjs'

const stationCode = '119999001001'

/**
 * The demonstration: a station with a simulated reader, and the reference centre that it talks to.
 * @param {object} options
 * @param {import('./prepare.mjs').Ready} options.ready
 * @param {ReturnType<typeof import('./folders.mjs').stationFolders>} options.folders
 * @param {import('./project.mjs').Say} options.say
 */
export const startDemonstration = async ({ ready, folders, say }) => {
  const folder = folders.demonstration
  const { stationName, town } = readJson(join(root, 'resources', 'demonstration.json'))
  mkdirSync(folders.home, { recursive: true })
  const centre = await startReferenceCentre({ ready, folder: folders.demonstrationCentre, say })
  /** @type {string | null} */
  let token = null

  /** Waits for the centre and gets the token that the station pairs with. */
  const pair = async () => {
    token = await centre.token(stationCode, stationName, town)
  }

  return {
    pair,
    /** The page that shows what the centre has received. */
    centrePage: `${centre.url}/`,
    /** The station's arguments. */
    args: () => [
      ...['--data', folder, '--reader', 'simulated', '--centre', centre.url],
      ...(isDemonstration(folder) ? [] : ['--demo']),
      ...(token === null ? [] : ['--token', token]),
    ],
    /** Deletes what station and centre of the demonstration know. */
    startOver: async () => {
      resetDemonstration(folder)
      await centre.startOver()
      await pair()
    },
    stop: centre.stop,
  }
}
