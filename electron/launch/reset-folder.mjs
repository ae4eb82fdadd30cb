// @ts-check
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readJson } from './project.mjs'

/**
 * Whether a folder holds the data of a demonstration: only that may ever be deleted.
 * @param {string} folder
 */
export const isDemonstration = (folder) => readJson(join(folder, 'settings.json'))?.data?.mode === 'demo'

/**
 * Whether a folder holds the data of a station, whatever is left of it: never start a demonstration instead.
 * @param {string} folder
 */
export const isStation = (folder) =>
  ['settings.json', 'records.db', 'witness.json'].some((name) => existsSync(join(folder, name)))

/**
 * Empties a demonstration's folder; the settings go last, so that an interrupted reset can be repeated.
 * @param {string} folder
 * @throws where the folder holds anything but a demonstration
 */
export const resetDemonstration = (folder) => {
  if (!isDemonstration(folder))
    throw new Error(`${folder} does not hold a demonstration: nothing was deleted`)
  const last = ['settings.json']
  const names = readdirSync(folder).filter((name) => !last.includes(name))
  for (const name of [...names, ...last]) rmSync(join(folder, name), { recursive: true, force: true })
}
