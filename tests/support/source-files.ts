import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A file of the project: its path from the root with `/`, and its text. */
export interface SourceFile {
  path: string
  text: string
}

const skipped = new Set(['node_modules', 'out', 'test-results', 'playwright-report'])

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(path) : [path]
  })

/** Every TypeScript, Vue and script file under the given folders of the project. */
export const sourceFiles = (...folders: string[]): SourceFile[] =>
  folders
    .flatMap((folder) => walk(join(root, folder)))
    .filter((path) => /\.(ts|vue|mjs)$/.test(path))
    .map((path) => ({
      path: relative(root, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }))

export const projectFile = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The text without comments; strings stay. Good enough for sources that a formatter has been over. */
export const withoutComments = (text: string): string =>
  text.replaceAll(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*|<!--[\s\S]*?-->/g,
    (_whole, string: string | undefined) => string ?? '',
  )
