// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * A line to whoever started a command.
 * @typedef {(line: string) => void} Say
 */

/** @type {Say} */
export const sayOut = (line) => {
  process.stdout.write(`${line}\n`)
}

/** For commands whose standard output is data. @type {Say} */
export const sayErr = (line) => {
  process.stderr.write(`${line}\n`)
}

/**
 * The parsed JSON of a file, or undefined where there is none that parses.
 * @param {string} path
 * @returns {any}
 */
export const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Packages whose command has another name than the package. @type {Record<string, string>} */
const packageOf = { playwright: '@playwright/test' }

/**
 * The script behind a command of an installed package: `.bin` holds shell wrappers on Windows.
 * @param {string} tool such as `vitest`
 * @param {string} [folder] the project's
 * @returns {string | undefined}
 */
export const toolScript = (tool, folder = root) => {
  const home = join(folder, 'node_modules', packageOf[tool] ?? tool)
  const bin = readJson(join(home, 'package.json'))?.bin
  const script = typeof bin === 'string' ? bin : bin?.[tool]
  return typeof script === 'string' ? join(home, script) : undefined
}
