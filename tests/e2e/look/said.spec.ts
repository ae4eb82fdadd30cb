import { expect } from '@playwright/test'
import { readFileSync, readdirSync } from 'node:fs'
import { voiceManifest } from '../../../electron/contract/voice.ts'
import { english } from '../../../electron/contract/words/en/words.ts'
import { compose, lexiconOf } from '../../../renderer/voice/compose.ts'
import { listStates, openState, test } from './fixtures.ts'
import { fullestInEnglish, oneOfEach } from './one-of-each.ts'

const file = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const manifest = voiceManifest.parse(JSON.parse(file('resources/voice/manifest.json')))

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
/** What only this village has: titles, places, teams, people. No clip can exist for it. */
const ownTexts = readdirSync(new URL('../../../renderer/gallery', import.meta.url))
  .filter((name) => name.endsWith('-samples.json') || name === 'samples.json')
  .flatMap((name) => textsIn(JSON.parse(file(`renderer/gallery/${name}`))))
  .filter((text) => /\p{Script=Han}{2}/u.test(text))

/** In English the rules have names of the product's own, and a title is cut at its comma as it is said. */
const own = {
  zh: ownTexts,
  en: [
    ...ownTexts,
    ...ownTexts.map((name) => english.names.rule(name)),
    ...ownTexts.flatMap((name) => name.split('，')),
  ],
}

for (const [language, few] of [
  ['zh', oneOfEach],
  ['en', fullestInEnglish],
] as const)
  test(`on every page of residents the words of the catalogue can be heard, and never a name: ${language}`, async ({
    page,
    gallery,
  }) => {
    test.setTimeout(600_000)
    const lexicon = lexiconOf(manifest, language)
    const states = (await listStates(page, gallery))
      .filter((name) => !/^(console|staff|setup|demo)/.test(name))
      .filter((name) => process.env.E2E_SHORT === undefined || few.includes(name))
    const silent: string[] = []
    const unsayable = new Set<string>()
    for (const state of states) {
      await openState(page, gallery.of(state, { language }))
      if ((await page.getByTestId('listen').count()) === 0) continue
      const says = JSON.parse((await page.locator('html').getAttribute('data-says')) ?? '[]') as string[]
      expect(says.join(''), state).not.toContain('*')
      const breaths = says.flatMap((text) => compose(text, lexicon))
      if (!breaths.some(({ clips }) => clips !== null)) silent.push(state)
      for (const { text, clips } of breaths) {
        // The mark after it belongs to the sentence that it stands in.
        const bare = text.replace(/\p{P}+$/u, '')
        if (clips === null && !own[language].some((name) => text.includes(name) || name.includes(bare)))
          unsayable.add(text)
      }
    }
    expect([...unsayable]).toEqual([])
    expect(silent).toEqual([])
  })
