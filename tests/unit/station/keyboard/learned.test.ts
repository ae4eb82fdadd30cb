import { beforeEach, describe, expect, it } from 'vitest'
import { createKeyboard, type Keyboard } from '../../../../electron/station/keyboard/keyboard.ts'
import { createWordList } from '../../../../electron/station/keyboard/lexicon.ts'
import { readWords } from '../../../../electron/station/keyboard/words-file.ts'
import { openDesk, type DeskRig } from '../../../support/desk-rig.ts'

let rig: DeskRig
let keyboard: Keyboard

const open = (): Keyboard => createKeyboard(rig.parts, { stationName: () => '鸥湾村', read: readWords })
const first = async (typed: string, { withNames = false, before = '' } = {}): Promise<string | undefined> =>
  (await keyboard.candidates({ typed, before }, { withNames })).candidates[0]?.text

beforeEach(() => {
  rig = openDesk()
  keyboard = open()
})

describe('what was chosen', () => {
  it('stands in front from then on, also after a restart', async () => {
    expect(await first('shishi')).not.toBe('史诗')
    keyboard.learn({ typed: 'shishi', text: '史诗' })
    expect(await first('shishi')).toBe('史诗')
    keyboard = open()
    expect(await first('shishi')).toBe('史诗')
  })

  it('gives way to what was chosen later, and that order outlasts a restart too', async () => {
    for (const text of ['史诗', '实施', '史诗']) keyboard.learn({ typed: 'shishi', text })
    keyboard = open()
    const offered = await keyboard.candidates({ typed: 'shishi', before: '' }, { withNames: false })
    expect(offered.candidates.slice(0, 2).map(({ text }) => text)).toEqual(['史诗', '实施'])
    expect(rig.count('learned_word')).toBe(2)
  })

  it('is kept sealed: a name that was written stands nowhere in clear', () => {
    keyboard.learn({ typed: 'ouyangjianguo', text: '欧阳建国' })
    expect(rig.count('learned_word')).toBe(1)
    const rows = rig.parts.store.read((tx) =>
      tx.all<{ sealed: Uint8Array }>('select sealed from learned_word'),
    )
    const text = Buffer.concat(rows.map(({ sealed }) => sealed)).toString('utf8')
    expect(text).not.toContain('欧阳')
    expect(text).not.toContain('ouyang')
  })

  it('that the letters do not mean is not kept', () => {
    keyboard.learn({ typed: 'shishi', text: '宣讲' })
    expect(rig.count('learned_word')).toBe(0)
  })

  it('is forgotten once there is more than anybody remembers', () => {
    const [a, b] = ['史时实事师市十石食室', '史时实事师市十石食室'].map((text) => Array.from(text))
    for (let round = 0; round < 4; round += 1)
      for (const one of a ?? [])
        for (const other of b ?? [])
          keyboard.learn({ typed: round % 2 === 0 ? 'shishi' : "shi'shi", text: `${one}${other}` })
    expect(rig.count('learned_word')).toBe(100)
    for (const one of a ?? [])
      for (const other of b ?? [])
        for (const third of (a ?? []).slice(0, 3))
          keyboard.learn({ typed: 'shishishi', text: `${one}${other}${third}` })
    expect(rig.count('learned_word')).toBe(300)
  })
})

describe('the station’s own', () => {
  it('names are in front for those who may see them, and for nobody else', async () => {
    rig.person({ name: '鞠永昶' })
    expect(await first('juyongchang', { withNames: true })).toBe('鞠永昶')
    expect(await first('juyongchang')).not.toBe('鞠永昶')
  })

  it('places and titles are in front as soon as an event has them', async () => {
    rig.addEvent({ title: '苘山锣鼓', place: '俚岛大院' })
    expect(await first('lidaodayuan')).toBe('俚岛大院')
    expect(await first('qingshanluogu')).toBe('苘山锣鼓')
    expect(await first('ouwancun')).toBe('鸥湾村')
  })

  it('words that cannot be read leave the rest at work', async () => {
    keyboard = createKeyboard(rig.parts, {
      stationName: () => '鸥湾村',
      read: () => Promise.reject(new Error('damaged')),
    })
    keyboard.learn({ typed: 'xuanjiang', text: '宣讲' })
    expect(await first('xuanjiang')).toBe('宣讲')
    expect(createWordList()).toBeDefined()
  })
})
