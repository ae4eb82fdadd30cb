import { posix } from 'node:path'
import { withoutComments, type SourceFile } from './source-files.ts'

export interface Import {
  specifier: string
  /** Erased when it runs. */
  typeOnly: boolean
}

const pattern =
  /(?:^|[\n;>])\s*(import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\s+from\s+)?['"]([^'"\n]+)['"]|import\(\s*['"]([^'"\n]+)['"]\s*\)/g

/** What a source file imports, in any form. */
export const importsOf = (file: SourceFile): Import[] =>
  [...withoutComments(file.text).matchAll(pattern)].map(([, , type, named, dynamic]) => ({
    specifier: named ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }))

/** The project path of a relative import, else null. */
export const targetOf = (file: SourceFile, specifier: string): string | null =>
  specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null

/** `electron/<folder>/…` → folder; files beside the folders have none. */
const folderOf = (path: string): string | null => /^electron\/([^/]+)\//.exec(path)?.[1] ?? null

export interface Walls {
  mayImport: Readonly<Record<string, readonly string[]>>
  packageOwners: Readonly<Record<string, readonly string[]>>
}

/** Entries beside the folders of `electron/`, and the folders that each may reach. */
const entries: Readonly<Record<string, readonly string[]>> = {
  'electron/main.ts': ['shell', 'base', 'contract'],
  'electron/core.ts': ['shell', 'rpc', 'station', 'base', 'contract'],
  'electron/host.ts': ['host', 'rpc', 'station', 'base', 'contract'],
  'electron/preload.ts': [],
}

const isAllowed = (target: string, allowed: readonly string[]): boolean =>
  allowed.some((name) => target === `electron/${name}.ts` || target.startsWith(`electron/${name}/`))

const ofTheCentre = ['contract/records', 'contract/values', 'contract/words']

/** Whether `file` may import the project file `target`. */
const mayReach = (file: string, target: string, walls: Walls): boolean => {
  if (file.startsWith('tests/') || !file.includes('/')) return true
  if (target.startsWith('resources/')) return true
  if (file.startsWith('renderer/')) return target.startsWith('renderer/') || isAllowed(target, ['contract'])
  if (file.startsWith('centre/')) return target.startsWith('centre/') || isAllowed(target, ofTheCentre)
  const folder = folderOf(file)
  if (folder === null) return isAllowed(target, entries[file] ?? [])
  return isAllowed(target, [folder, ...(walls.mayImport[folder] ?? [])])
}

const ownerBreach = (file: string, specifier: string, typeOnly: boolean, walls: Walls): string | null => {
  if (!file.startsWith('electron/') && !file.startsWith('renderer/') && !file.startsWith('centre/'))
    return null
  const owners = Object.entries(walls.packageOwners).find(
    ([name]) => specifier === name || specifier.startsWith(`${name}/`),
  )
  if (!owners || (typeOnly && specifier === 'node:sqlite')) return null
  const [name, files] = owners
  return files.some((owner) => file === owner || (owner.endsWith('/') && file.startsWith(owner)))
    ? null
    : `${file} imports ${name}`
}

/** Every import that the table forbids, one line each. */
export const breaches = (files: readonly SourceFile[], walls: Walls): string[] =>
  files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, typeOnly }) => {
      const target = targetOf(file, specifier)
      const found: string[] = []
      if (target !== null && !mayReach(file.path, target, walls)) found.push(`${file.path} imports ${target}`)
      if (file.path.startsWith('electron/launch/') && target === null && !specifier.startsWith('node:')) {
        found.push(`${file.path} imports ${specifier}`)
      }
      const owner = ownerBreach(file.path, specifier, typeOnly, walls)
      return owner === null ? found : [...found, owner]
    }),
  )

/** Circles between folders of `electron/`, each as `a → b → a`. */
export const circles = (files: readonly SourceFile[]): string[] => {
  const edges = new Map<string, Set<string>>()
  for (const file of files) {
    const from = folderOf(file.path)
    if (from === null) continue
    for (const { specifier } of importsOf(file)) {
      const to = folderOf(targetOf(file, specifier) ?? '')
      if (to === null || to === from) continue
      edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
  }
  const found: string[] = []
  const visit = (path: readonly string[]): void => {
    const last = path.at(-1) ?? ''
    for (const next of edges.get(last) ?? []) {
      if (next === path[0]) found.push([...path, next].join(' → '))
      else if (!path.includes(next) && next > (path[0] ?? '')) visit([...path, next])
    }
  }
  for (const folder of edges.keys()) visit([folder])
  return found
}

/** Everything that `entry` loads when it runs, itself included: project paths and package names. */
export const loadedBy = (entry: string, files: readonly SourceFile[]): Set<string> => {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const seen = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const file = byPath.get(path)
    if (!file) return
    for (const { specifier, typeOnly } of importsOf(file)) {
      if (!typeOnly) visit(targetOf(file, specifier) ?? specifier)
    }
  }
  visit(entry)
  return seen
}
