import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openAlbum } from '../../support/album.ts'

const folder = mkdtempSync(join(tmpdir(), 'album-'))
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

it('the looks of a state stand side by side, one row for each state', () => {
  const album = openAlbum(join(folder, 'new'))
  expect(readFileSync(album.writeIndex(), 'utf8')).not.toContain('<section>')
  for (const look of ['portrait', 'landscape'])
    for (const state of ['home', 'a"<b']) writeFileSync(album.fileOf([look, 'light', 'standard'], state), '')
  const page = readFileSync(album.writeIndex(), 'utf8')
  expect(page.match(/<section>/g)).toHaveLength(2)
  const row = page.split('<section>').find((part) => part.includes('<h2>home</h2>')) ?? ''
  expect(row.match(/src="[^"]*"/g)).toEqual([
    'src="landscape/light/standard/home.png"',
    'src="portrait/light/standard/home.png"',
  ])
  expect(page).toContain('<h2>a&quot;&lt;b</h2>')
})
