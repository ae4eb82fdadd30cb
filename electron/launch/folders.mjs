// @ts-check
import { homedir } from 'node:os'
import { join } from 'node:path'

/** @param {NodeJS.Platform} platform @param {NodeJS.ProcessEnv} env */
const parent = (platform, env) => {
  if (env.STATION_HOME) return env.STATION_HOME
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'station-kiosk')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'station-kiosk')
}

/**
 * Where `npm start` keeps things on this machine.
 * @param {NodeJS.Platform} [platform]
 * @param {NodeJS.ProcessEnv} [env]
 */
export const stationFolders = (platform = process.platform, env = process.env) => {
  const home = parent(platform, env)
  return {
    home,
    /** The real station. */
    station: join(home, 'station'),
    demonstration: join(home, 'demo'),
    demonstrationCentre: join(home, 'demo-centre'),
    /** The browser's own profile. */
    browser: join(home, 'browser'),
    /** The profile of the window that shows a demonstration's centre. */
    centreBrowser: join(home, 'centre-browser'),
    /** What the launcher remembers between starts. */
    memory: join(home, 'launch.json'),
  }
}
