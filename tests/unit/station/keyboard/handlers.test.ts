import { beforeEach, describe, expect, it } from 'vitest'
import { createKeyboardHandlers } from '../../../../electron/station/keyboard/handlers.ts'
import { createKeyboard } from '../../../../electron/station/keyboard/keyboard.ts'
import { openDeskWithClerk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'

let rig: Awaited<ReturnType<typeof openDeskWithClerk>>
let keyboard: ReturnType<typeof createKeyboardHandlers>

beforeEach(async () => {
  rig = await openDeskWithClerk()
  keyboard = createKeyboardHandlers({
    parts: rig.parts,
    desk: { sessions: rig.desk },
    settings: { data: { station: { name: '鸦雀滩村' } } },
  } as Parameters<typeof createKeyboardHandlers>[0])
})

const offered = async (typed: string, { before = '', page = rig.page } = {}): Promise<string[]> =>
  (await keyboard['keyboard.candidates']({ typed, before }, page)).candidates.map(({ text }) => text)

describe('names of people', () => {
  beforeEach(() => {
    rig.person({ name: '隋沐梓', idNumber: syntheticNumber('1945-03-07', 8) })
  })

  it('stand in front for a clerk', async () => {
    expect((await offered('suimuzi'))[0]).toBe('隋沐梓')
  })

  it('reach no page at which nobody is signed in', async () => {
    expect(await offered('suimuzi', { page: 'another page' })).not.toContain('隋沐梓')
  })

  it('are not offered any more once the screen has locked', async () => {
    rig.desk.lockAll()
    expect(await offered('suimuzi')).not.toContain('隋沐梓')
  })
})

describe('words of the place', () => {
  it('come from the station and its events, also from one that was planned a moment ago', async () => {
    expect((await offered('yaquetancun'))[0]).toBe('鸦雀滩村')
    expect(await offered('gangwanjiuge')).not.toContain('港湾旧歌')
    rig.addEvent({ title: '港湾旧歌', place: '二楼讲堂' })
    expect((await offered('gangwanjiuge'))[0]).toBe('港湾旧歌')
  })

  it('are offered before they are typed to their end', async () => {
    expect(await offered('yaquetan')).toContain('鸦雀滩村')
  })
})

describe('what was chosen', () => {
  it('stands in front from then on', async () => {
    const before = await offered('shi')
    const third = before[2] ?? ''
    await keyboard['keyboard.learn']({ typed: 'shi', text: third }, rig.page)
    expect((await offered('shi'))[0]).toBe(third)
  })

  it('is left out where the letters do not mean it', async () => {
    await keyboard['keyboard.learn']({ typed: 'shi', text: '大海' }, rig.page)
    expect(await offered('shi')).not.toContain('大海')
  })
})

it('without its file of words the keyboard still knows the words of the place, and the log says what is missing', async () => {
  const without = createKeyboard(rig.parts, {
    stationName: () => '鸦雀滩村',
    read: () => Promise.reject(new Error('no such file')),
  })
  const { candidates } = await without.candidates(
    { typed: 'dangshixuanjiang', before: '' },
    { withNames: false },
  )
  expect(candidates[0]?.text).toBe('党史宣讲')
  expect(rig.log.lines).toContainEqual(expect.objectContaining({ message: 'keyboard words not read' }))
})
