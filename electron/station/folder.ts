import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Clock } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import { openDocument, type StationDocument } from '../store/documents.ts'
import { demonstrationSettings } from './demonstration.ts'
import type { StartOptions } from './options.ts'
import { defaultSettings, settingsSchema, type Settings } from './settings.ts'

/** Makes the folder where it is missing; throws `folderUnwritable`, which names it. */
export const prepareFolder = (dir: string): string => {
  const folder = resolve(dir)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StationError('folderUnwritable', { dir: folder }, { cause: error })
  }
  return folder
}

export const openSettings = (
  dir: string,
  deps: { clock: Clock; log: Logger },
): Promise<StationDocument<Settings>> =>
  openDocument<Settings>({
    file: join(dir, 'settings.json'),
    schemaVersion: 1,
    parse: (data) => settingsSchema.parse(data),
    defaults: defaultSettings,
    clock: deps.clock,
    log: deps.log,
  })

/** One line for whoever started the station about a document that could not be used. */
export const warnOfProblem = (
  name: string,
  { problem, source }: Pick<StationDocument<object>, 'problem' | 'source'>,
  warn: (line: string) => void,
): void => {
  if (problem === undefined) return
  const used = source === 'previous' ? 'the previous good copy is used' : 'defaults are used'
  const kept = problem.keptAs === undefined ? '' : `; the broken file is kept as ${problem.keptAs}`
  warn(`${name} could not be used (${problem.reason}); ${used}${kept}`)
}

/**
 * What a start makes of the settings: a new folder becomes a demonstration or a live station when it was asked to,
 * an existing one keeps its mode; code and name of the command line win.
 */
export const settingsAtStart = (settings: Settings, options: StartOptions): Settings => {
  const isNew = settings.mode === 'setup'
  const asDemo = isNew && options.demo
  const mode = asDemo ? 'demo' : isNew && options.pins.clerk !== null ? 'live' : settings.mode
  const given = asDemo ? { ...settings, ...demonstrationSettings } : settings
  const { station } = given
  return {
    ...given,
    mode,
    station: { code: options.station.code ?? station.code, name: options.station.name ?? station.name },
  }
}
