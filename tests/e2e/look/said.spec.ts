import { expect } from '@playwright/test'
import { readFileSync, readdirSync } from 'node:fs'
import { voiceManifest } from '../../../electron/contract/voice.ts'
import { compose, lexiconOf } from '../../../renderer/voice/compose.ts'
import { listStates, openState, test } from './fixtures.ts'
import { oneOfEach } from './one-of-each.ts'

const file = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const lexicon = lexiconOf(voiceManifest.parse(JSON.parse(file('resources/voice/manifest.json'))), 'zh')

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
/** What only this village has: titles, places, teams, people. No clip can exist for it. */
const ownTexts = readdirSync(new URL('../../../renderer/gallery', import.meta.url))
  .filter((name) => name.endsWith('-samples.json') || name === 'samples.json')
  .flatMap((name) => textsIn(JSON.parse(file(`renderer/gallery/${name}`))))
  .filter((text) => /\p{Script=Han}{2}/u.test(text))

test('on every page of residents the words of the catalogue can be heard, and never a name', async ({
  page,
  gallery,
}) => {
  test.setTimeout(600_000)
  const states = (await listStates(page, gallery))
    .filter((name) => !/^(console|staff|setup|demo)/.test(name))
    .filter((name) => process.env.E2E_SHORT === undefined || oneOfEach.includes(name))
  const silent: string[] = []
  const unsayable = new Set<string>()
  for (const state of states) {
    await openState(page, gallery.of(state))
    if ((await page.getByTestId('listen').count()) === 0) continue
    const says = JSON.parse((await page.locator('html').getAttribute('data-says')) ?? '[]') as string[]
    expect(says.join(''), state).not.toContain('*')
    const breaths = says.flatMap((text) => compose(text, lexicon))
    if (!breaths.some(({ clips }) => clips !== null)) silent.push(state)
    for (const { text, clips } of breaths) {
      // The mark after it belongs to the sentence that it stands in.
      const bare = text.replace(/\p{P}+$/u, '')
      if (clips === null && !ownTexts.some((own) => text.includes(own) || own.includes(bare)))
        unsayable.add(text)
    }
  }
  expect([...unsayable]).toEqual([])
  expect(silent).toEqual([])
})
