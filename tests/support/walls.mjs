/**
 * Who may import whom. The lint rules and `tests/architecture.test.ts` are both made from this table.
 * A folder may always import from itself.
 */
const domains = ['residents', 'attendance', 'credit', 'calendar', 'staff', 'notices']

const domain = ['base', 'contract', 'store']

export const mayImport = {
  base: [],
  contract: [],
  launch: [],
  reader: ['base', 'contract/values'],
  store: ['base'],
  ...Object.fromEntries(domains.map((name) => [name, domain])),
  sync: ['base', 'contract/records', 'store'],
  reports: ['base', 'contract', 'store'],
  station: ['base', 'contract', 'reader', ...domains, 'reports', 'store', 'sync'],
  rpc: ['base', 'contract'],
  host: ['base', 'contract', 'rpc', 'station'],
  shell: ['base', 'contract', 'rpc', 'station'],
}

/** Packages that only the named files (prefixes, from the repository's root) may import. */
export const packageOwners = {
  electron: ['electron/main.ts', 'electron/preload.ts', 'electron/shell/'],
  serialport: ['electron/reader/serial-link.ts'],
  lowdb: ['electron/store/documents.ts'],
  'ical.js': ['electron/calendar/recurrence.ts'],
  'lunar-typescript': ['electron/calendar/lunar.ts'],
  pdfmake: ['print', 'frame', 'month', 'event-poster', 'roster', 'audit-list'].map(
    (name) => `electron/reports/papers/${name}.ts`,
  ),
  papaparse: ['electron/station/roster/csv-table.ts'],
  'read-excel-file/node': ['electron/station/roster/excel-table.ts'],
  yauzl: ['electron/station/roster/zip-guard.ts'],
  'node:sqlite': ['electron/store/'],
}

const electronFolders = Object.keys(mayImport)

const foldersOutside = ['renderer', 'centre', 'tests']

const wallOf = (folder, allowed) => ({
  group: undefined,
  regex: `^(\\.\\./)+(${[...electronFolders.filter((name) => name !== folder && !allowed.includes(name) && !allowed.some((a) => a.startsWith(`${name}/`))), ...foldersOutside].join('|')})(/|$)`,
  message: `${folder} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
})

const packageWalls = (file) =>
  Object.entries(packageOwners)
    .filter(
      ([, owners]) =>
        !owners.some((owner) => owner === file || (owner.endsWith('/') && file.startsWith(owner))),
    )
    .map(([name, owners]) => ({ name, message: `Only ${owners.join(', ')} may import ${name}.` }))

const strip = ({ regex, message }) => ({ regex, message })

const block = (files, folder, patterns) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { paths: packageWalls(folder), patterns: patterns.map(strip) },
    ],
  },
})

const partOnly = (folder, part) => ({
  regex: `^(\\.\\./)+${folder}/(?!${part}(\\.ts$|/))`,
  message: `only ${folder}/${part} from here.`,
})

const extra = {
  reader: [partOnly('contract', 'values')],
  sync: [partOnly('contract', 'records')],
}

const folderBlocks = Object.entries(mayImport).map(([folder, allowed]) =>
  block([`electron/${folder}/**/*.ts`], `electron/${folder}/`, [
    wallOf(folder, allowed),
    ...(extra[folder] ?? []),
  ]),
)

// The last matching block replaces the earlier ones: an exception repeats its folder's wall, less one package.
const ownerBlocks = Object.values(packageOwners)
  .flat()
  .filter((owner) => owner.endsWith('.ts'))
  .map((file) => {
    const folder = file.split('/').length > 2 ? file.split('/')[1] : undefined
    const patterns = folder ? [wallOf(folder, mayImport[folder]), ...(extra[folder] ?? [])] : []
    return block([file], file, patterns)
  })

const outsideBlocks = [
  block(['renderer/**/*.ts', 'renderer/**/*.vue'], 'renderer/', [
    { regex: '^(\\.\\./)+electron/(?!contract/)', message: 'the renderer imports electron/contract only.' },
    { regex: '^(\\.\\./)+(centre|tests)(/|$)', message: 'the renderer imports electron/contract only.' },
    { regex: '^node:', message: 'the renderer runs in a browser.' },
  ]),
  block(['centre/**/*.ts'], 'centre/', [
    {
      regex: '^(\\.\\./)+electron/(?!contract/(records|values|words))',
      message: 'the centre imports contract/records, contract/values and contract/words only.',
    },
    { regex: '^(\\.\\./)+(renderer|tests)(/|$)', message: 'the centre stands alone.' },
  ]),
]

export const walls = [...folderBlocks, ...ownerBlocks, ...outsideBlocks]
