import { describe, expect, test } from 'vitest'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { tapOutcomeKind, type TapOutcome } from '../../../electron/contract/outcomes.ts'
import { voiceManifest } from '../../../electron/contract/voice.ts'
import { createSpeaker } from '../../../renderer/sound/speaker.ts'
import { createClips } from '../../../renderer/voice/clips.ts'
import { compose, lexiconOf } from '../../../renderer/voice/compose.ts'
import { sayByItself, sayOutcome } from '../../../renderer/voice/outcome-says.ts'
import { createSynth } from '../../../renderer/voice/synth.ts'
import { createVoice } from '../../../renderer/voice/voice.ts'
import { faceOf } from '../../../renderer/screens/result/faces.ts'
import manifest from '../../../resources/voice/manifest.json' with { type: 'json' }
import { FakeAudio } from '../../support/fake-audio.ts'
import { samplesIn } from '../../support/samples.ts'

const shipped = voiceManifest.parse(manifest)
const lexicon = lexiconOf(shipped, 'zh')
const fileOf = (text: string): string =>
  `/voice/${shipped.clips.find((clip) => clip.text === text)?.file ?? ''}`

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve()
}

const encode = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer

interface Setting {
  /** Addresses that answer something else than a clip. */
  files?: Record<string, string | null>
  system?: boolean
  state?: 'running' | 'suspended'
  /** Clips come only when this has happened. */
  gate?: Promise<void>
}

const open = ({ files = {}, system = false, state = 'running', gate = Promise.resolve() }: Setting = {}) => {
  const audio = new FakeAudio(state)
  audio.decode = (file) => (new TextDecoder().decode(file) === 'clip' ? 1 : null)
  const fetched: string[] = []
  const reports: string[] = []
  const spoken: { text: string; rate: number; volume: number }[] = []
  const speaking: (string | null)[] = []
  let endUtterance = (): void => undefined
  const report = (problem: string): void => {
    reports.push(problem)
  }
  const after = (_ms: number, task: () => void): (() => void) => {
    late = task
    return () => undefined
  }
  let late = (): void => undefined
  const speaker = createSpeaker({ openAudio: () => audio.asAudio(), after, report })
  const clips = createClips({
    fetchFile: (address) => {
      fetched.push(address)
      const other = files[address]
      if (other === null) return Promise.reject(new Error('404'))
      if (other !== undefined) return Promise.resolve(encode(other))
      if (address === '/voice/manifest.json') return Promise.resolve(encode(JSON.stringify(manifest)))
      return gate.then(() => encode('clip'))
    },
    decode: speaker.decode,
    report,
  })
  const synth = createSynth({
    engine: system
      ? {
          getVoices: () => [
            { localService: false, lang: 'zh-CN' } as SpeechSynthesisVoice,
            { localService: true, lang: 'zh-HK' } as SpeechSynthesisVoice,
            { localService: true, lang: 'zh-CN', name: 'here' } as SpeechSynthesisVoice,
          ],
          speak: (utterance) => {
            const { text, rate, volume, voice } = utterance
            expect(voice?.name).toBe('here')
            spoken.push({ text, rate, volume })
            endUtterance = () => {
              utterance.onend?.call(utterance, new Event('end') as SpeechSynthesisEvent)
            }
          },
          cancel: () => undefined,
        }
      : undefined,
    newUtterance: (text) => ({ text }) as SpeechSynthesisUtterance,
    after,
  })
  const voice = createVoice({ speaker, clips, synth, onSpeaking: (text) => speaking.push(text) })
  return {
    voice,
    clips,
    audio,
    fetched,
    reports,
    spoken,
    speaking,
    tooLate: () => {
      late()
    },
    ends: () => {
      endUtterance()
    },
    files: () => fetched.filter((address) => address !== '/voice/manifest.json'),
  }
}

describe('with the shipped clips', () => {
  test('a sentence is said piece by piece, its figures too', async () => {
    const page = open()
    void page.voice.say(['积分 +0.5，现有 86.5 分'], 'zh', 1)
    await settled()
    expect(page.files()).toEqual(['积分', '加', '零', '点', '五', '现有', '八', '十', '六', '分'].map(fileOf))
    expect(page.audio.sources.length).toBe(12)
    expect(page.speaking.at(-1)).toBe('积分 +0.5，现有 86.5 分')
    page.audio.sources.at(-1)?.end()
    await settled()
    expect(page.speaking.at(-1)).toBeNull()
  })

  test('only the first piece keeps its lead-in', async () => {
    const page = open()
    void page.voice.say(['现有 86.5 分'], 'zh', 1)
    await settled()
    expect(page.audio.sources.map(({ offset }) => offset)).toEqual([0, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25])
  })

  test('a breath with something that no clip says is left out whole', async () => {
    const page = open()
    expect(
      compose('活动在二楼讲堂，找个座坐下就好。', lexicon).map(({ clips }) => clips?.length ?? null),
    ).toEqual([null, 1])
    void page.voice.say(['活动在二楼讲堂，找个座坐下就好。'], 'zh', 1)
    await settled()
    expect(page.files()).toEqual([fileOf('找个座坐下就好')])
  })

  test('where nothing can be said, that is the answer, and nothing sounds', async () => {
    const page = open()
    expect(await page.voice.say(['鸥湾村', ''], 'zh', 1)).toBe('nothing')
    expect(page.audio.sources).toEqual([])
  })

  test('what is new cuts what is old', async () => {
    const page = open()
    const first = page.voice.say(['签到好了'], 'zh', 1)
    await settled()
    void page.voice.say(['签退好了'], 'zh', 1)
    await settled()
    await first
    expect(page.audio.sources.map(({ stopped }) => stopped)).toEqual([true, false])
    expect(page.speaking.at(-1)).toBe('签退好了')
  })

  test('stopped while its clips are still coming, it is never heard', async () => {
    let letCome = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      letCome = resolve
    })
    const page = open({ gate })
    void page.voice.say(['签到好了'], 'zh', 1)
    await settled()
    expect(page.files().length).toBe(1)
    page.voice.stop()
    letCome()
    await settled()
    expect(page.audio.sources).toEqual([])
  })

  test('a locked loudspeaker says nothing, and nothing late', async () => {
    const page = open({ state: 'suspended' })
    const said = page.voice.say(['签到好了'], 'zh', 1)
    page.tooLate()
    expect(await said).toBe('said')
    page.audio.wakes()
    await settled()
    expect(page.audio.sources).toEqual([])
  })

  test.each([
    ['a clip whose file is missing', { [fileOf('签到好了')]: null }],
    ['a clip that is broken', { [fileOf('签到好了')]: 'noise' }],
  ])('%s is passed over, and said once', async (_what, files) => {
    const page = open({ files })
    for (const text of ['签到好了', '签到好了']) await page.voice.say([text], 'zh', 1)
    expect(page.audio.sources).toEqual([])
    expect(page.reports).toEqual([`a clip cannot be played: ${fileOf('签到好了')}`])
  })

  test.each([
    ['is missing', null],
    ['is no list', '{"clips": 1}'],
    ['is torn', '{"cli'],
  ])(
    'without a voice when the list of clips %s; the next time it is asked for again',
    async (_what, list) => {
      const page = open({ files: { '/voice/manifest.json': list } })
      expect(await page.voice.say(['签到好了'], 'zh', 1)).toBe('nothing')
      expect(await page.voice.say(['签到好了'], 'zh', 1)).toBe('nothing')
      expect(page.fetched).toEqual(['/voice/manifest.json', '/voice/manifest.json'])
    },
  )
})

describe('the village’s own recordings', () => {
  test.each(['short-checkedIn.opus', '签到好了.mp3'])(
    '%s is heard in place of the shipped clip',
    async (file) => {
      const page = open()
      page.clips.setOwn({ revision: 3, files: [file] })
      void page.voice.say(['签到好了'], 'zh', 1)
      await settled()
      expect(page.files()).toEqual([`/voice/own/${encodeURIComponent(file)}?r=3`])
      expect(page.audio.sources[0]?.offset).toBe(0)
    },
  )

  test('one that cannot be played gives way to the shipped clip', async () => {
    const page = open({ files: { '/voice/own/short-checkedIn.opus?r=1': 'noise' } })
    page.clips.setOwn({ revision: 1, files: ['short-checkedIn.opus'] })
    void page.voice.say(['签到好了'], 'zh', 1)
    await settled()
    expect(page.files().at(-1)).toBe(fileOf('签到好了'))
    expect(page.audio.sources.length).toBe(1)
  })

  test('tried by staff, a broken one says so', async () => {
    const page = open({ files: { '/voice/own/a.mp3?r=1': 'noise' } })
    page.clips.setOwn({ revision: 1, files: ['a.mp3', 'b.mp3'] })
    expect(await page.clips.recording('a.mp3')).toBeNull()
    expect((await page.clips.recording('b.mp3'))?.skipMs).toBe(0)
  })
})

describe('with a Chinese voice of the machine itself', () => {
  test('it says what has no clip, slowly, as loud as the rest', async () => {
    const page = open({ system: true })
    void page.voice.say(['医保报销今年怎么变'], 'zh', 0.5)
    await settled()
    expect(page.spoken).toEqual([{ text: '医保报销今年怎么变', rate: 0.7, volume: 0.5 }])
  })

  test('and what only a placeholder would say; a recording comes before it', async () => {
    const page = open({ system: true })
    page.clips.setOwn({ revision: 1, files: ['签到好了.mp3'] })
    void page.voice.say(['签到好了', '现在没有活动'], 'zh', 1)
    await settled()
    page.audio.sources.at(-1)?.end()
    await settled()
    expect(page.files()).toEqual([`/voice/own/${encodeURIComponent('签到好了.mp3')}?r=1`])
    expect(page.spoken.map(({ text }) => text)).toEqual(['现在没有活动'])
  })

  test('one that never says that it has ended is given up', async () => {
    const page = open({ system: true })
    const said = page.voice.say(['现在没有活动'], 'zh', 1)
    await settled()
    page.tooLate()
    expect(await said).toBe('said')
  })

  test('another text begins only when it has ended', async () => {
    const page = open({ system: true })
    const said = page.voice.say(['现在没有活动。'], 'zh', 1)
    await settled()
    page.ends()
    expect(await said).toBe('said')
  })
})

describe('what a result says by itself', () => {
  const outcomes = samplesIn('messages')
    .filter(({ name }) => name.startsWith('push.lastTap.'))
    .map(({ content }) => (content as { value: { outcome: TapOutcome } }).value.outcome)

  test('there is a sample of every outcome', () => {
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...tapOutcomeKind.options].sort())
  })

  test.each(outcomes.map((outcome) => [outcome.kind, outcome] as const))(
    '%s: part of its headline, short, and every character of it has a clip',
    (kind, outcome) => {
      const said = sayOutcome(outcome)
      const shown = kind === 'minor' ? words.minor.join('') : faceOf(outcome).title.join('')
      expect(shown).toContain(said)
      if (kind !== 'chooseEvent' && outcome.kind !== 'refused')
        expect(Array.from(said).length).toBeLessThanOrEqual(5)
      for (const { clips } of compose(said, lexicon)) expect(clips).not.toBeNull()
    },
  )

  test('no name is ever in it', () => {
    for (const outcome of outcomes)
      if ('person' in outcome) expect(sayOutcome(outcome)).not.toContain(Array.from(outcome.person.name)[0])
  })

  test('the reasons of a refusal are told apart', () => {
    const base = outcomes.find(({ kind }) => kind === 'refused') as Extract<TapOutcome, { kind: 'refused' }>
    const say = (reason: typeof base.reason): string => sayOutcome({ ...base, reason })
    expect([
      say({ kind: 'full' }),
      say({ kind: 'tooLate' }),
      say({ kind: 'tooEarly', opensAt: '2026-11-24T01:00:00.000Z' }),
      say({ kind: 'notEligible', minAge: 60 }),
    ]).toEqual(['名额满了', '时间过了', '没到时间', '这项活动是为60岁以上老人办的'])
  })

  test('a card that was left, and the question whether somebody is still there', () => {
    for (const what of [{ kind: 'takeCard' }, { kind: 'stillThere' }] as const)
      for (const { clips } of compose(sayByItself(what), lexicon)) expect(clips).not.toBeNull()
  })
})
