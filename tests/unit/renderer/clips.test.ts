import { readFileSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { voiceManifest } from '../../../electron/contract/voice.ts'
import { everyPrompt } from '../../../renderer/voice/every-prompt.ts'
import manifestFile from '../../../resources/voice/manifest.json' with { type: 'json' }
import { secondsOfOpus } from '../../support/ogg.ts'

const folder = fileURLToPath(new URL('../../../resources/voice/', import.meta.url))
const manifest = voiceManifest.parse(manifestFile)
const { clips, leadMs } = manifest
/** Three to three and a half characters a second, a hundred and thirty English words a minute: slow and clear. */
const mostPerSecond = { zh: 3.5, en: 12.5 }
const languages = ['zh', 'en'] as const
const of = (language: (typeof languages)[number]) => clips.filter((clip) => clip.language === language)

describe('the shipped clips', () => {
  test('each says exactly what stands in the catalogue, and everything of it has one', () => {
    const wanted = languages.flatMap((language) =>
      everyPrompt[language].map(({ key, text }) => ({ language, key, text })),
    )
    expect(clips.map(({ language, key, text }) => ({ language, key, text }))).toEqual(wanted)
  })

  test('each is a file, and no file is left over', () => {
    const files = languages.flatMap((language) =>
      readdirSync(`${folder}${language}`).map((name) => `${language}/${name}`),
    )
    expect(files.sort()).toEqual(clips.map(({ file }) => file).sort())
  })

  test.each(languages)('no two in %s have one name or say the same', (language) => {
    for (const each of [of(language).map(({ key }) => key), of(language).map(({ text }) => text)])
      expect(new Set(each).size).toBe(each.length)
  })

  test('each is as long as the manifest says', () => {
    const wrong = clips.filter(
      ({ file, seconds }) => Math.abs(secondsOfOpus(readFileSync(folder + file)) - seconds) > 0.03,
    )
    expect(wrong).toEqual([])
  })

  test('none is faster than old ears can follow', () => {
    const fast = clips.filter(
      ({ language, text, seconds }) =>
        Array.from(text).length / (seconds - leadMs / 1_000) > mostPerSecond[language],
    )
    expect(fast).toEqual([])
  })

  test('each begins with a quarter of a second of silence', () => {
    expect(leadMs).toBe(250)
  })

  test('each is said in one breath: twelve characters, and more only where the words of consent are one sentence', () => {
    const long = of('zh')
      .filter(({ text }) => Array.from(text).length > 12)
      .map(({ text }) => text)
    expect(long).toEqual(['您参加的活动和服务算成积分', '要不要把您的身份证号报给市文明实践中心'])
  })

  test('each says who made it, and that it stands for a recording', () => {
    for (const { placeholder, maker } of clips)
      expect([placeholder, maker.includes('eSpeak NG')]).toEqual([true, true])
  })

  test.each(languages)('those in %s together are small', (language) => {
    const bytes = of(language).reduce((sum, { file }) => sum + statSync(folder + file).size, 0)
    expect(bytes).toBeLessThan(2.2 * 1024 * 1024)
  })
})

describe('a manifest that is wrong is refused', () => {
  const clip = clips[0]!
  test.each([
    ['a path out of the folder', { ...clip, file: 'zh/../../key' }],
    ['a name that is no name', { ...clip, key: '../key' }],
    ['no text', { ...clip, text: '' }],
    ['no length', { ...clip, seconds: 0 }],
    ['a language that nobody speaks here', { ...clip, language: 'fr' }],
  ])('%s', (_what, wrong) => {
    expect(voiceManifest.safeParse({ leadMs, clips: [wrong] }).success).toBe(false)
  })
})
