import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { runProgram } from '../support/program.ts'
import { openReports, openReportWorld } from '../support/reports.ts'

const out = fileURLToPath(new URL('../../out/', import.meta.url))

/** Every module that a built file loads, itself included: paths from `out/main/`, and packages. */
const loadedBy = (entry: string): Set<string> => {
  const seen = new Set<string>()
  const visit = (path: string, isOurs: boolean): void => {
    if (seen.has(path)) return
    seen.add(path)
    if (!isOurs) return
    const text = readFileSync(join(out, 'main', path), 'utf8')
    const specifiers = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([^"']+)["']/g)
    for (const [, specifier = ''] of specifiers) {
      const isBuilt = specifier.startsWith('.')
      visit(isBuilt ? join(path, '..', specifier) : specifier, isBuilt)
    }
  }
  visit(entry, true)
  return seen
}

test.each(['host.js', 'core.js', 'reports.js', 'papers.js', 'roster.js', 'backup.js', 'verify.js'])(
  'the built %s runs without Electron',
  (entry) => {
    const loaded = loadedBy(entry)
    expect(loaded.size).toBeGreaterThan(3)
    expect([...loaded].filter((name) => /^electron(\/|$)/.test(name))).toEqual([])
  },
)

test('the built shell loads Electron and no database', () => {
  const loaded = loadedBy('main.js')
  expect(loaded).toContain('electron')
  expect(loaded).not.toContain('node:sqlite')
})

test('the built reports worker answers a question', async () => {
  const { dir, event, resident, comes } = openReportWorld()
  const lecture = event()
  comes(lecture, resident(), lecture.startsAt)
  const worker = pathToFileURL(join(out, 'main', 'reports.js'))
  const { figures } = await openReports(dir, { worker }).eventReport(lecture.id, 0, lecture.startsAt)
  expect(figures).toMatchObject({ present: 1, people: 1 })
})

test('the built host checks a folder, with the built threads', async () => {
  const { dir } = openReportWorld()
  const { code, stdout } = await runProgram('out/main/host.js', ['verify', '--data', dir])
  expect(stdout).toMatch(/^sound: 0 entries/)
  expect(code).toBe(0)
})

test('the built host writes the calendar of a folder', async () => {
  const { dir, event } = openReportWorld()
  const { title } = event()
  const { code, stdout } = await runProgram('out/main/host.js', ['calendar', '--data', dir])
  expect(stdout).toContain(`SUMMARY:${title}\r\n`)
  expect(code).toBe(0)
})

test('the first load of the page is at most 250 KiB of script', () => {
  const html = readFileSync(join(out, 'renderer', 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="\.?\/([^"]+\.js)"/g)].map(([, path = '']) => path)
  expect(scripts).not.toEqual([])
  const bytes = scripts.reduce((sum, path) => {
    return sum + gzipSync(readFileSync(join(out, 'renderer', path))).length
  }, 0)
  expect(bytes).toBeLessThanOrEqual(250 * 1024)
})

test('page and policy fit: no inline script and no inline style, also not in text that becomes HTML', () => {
  const html = readFileSync(join(out, 'renderer', 'index.html'), 'utf8')
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
  for (const name of readdirSync(join(out, 'renderer', 'assets')).filter((file) => file.endsWith('.js'))) {
    const script = readFileSync(join(out, 'renderer', 'assets', name), 'utf8')
    expect(script).not.toMatch(/<[a-z]+ [^<>]*\bstyle=/)
  }
})
