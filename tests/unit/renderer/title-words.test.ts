import { expect, it } from 'vitest'
import { titleWords } from '../../../renderer/words/title-words.ts'

it.each([
  ['医保报销今年怎么变', '医保报销|今年|怎么变'],
  ['冬季用电用气安全和取暖设备检查讲座', '冬季|用电用气安全|和取暖|设备|检查|讲座'],
  ['锣鼓队排练，欢迎来看', '锣鼓队|排练，|欢迎|来看'],
  ['12月的医保，23日前交', '12月的|医保，|23日前交'],
  ['看“老电影”', '看“老电影”'],
  ['老电影《地道战》（上）', '老电影|《地道|战》|（上）'],
  ['清理东海滩', '清理|东海滩'],
  ['变', '变'],
  ['', ''],
])('%s may end its lines between words', (title, cut) => {
  expect(titleWords(title).join('|')).toBe(cut)
})

it('loses no character, whatever is written, and leaves none alone', () => {
  for (const title of [
    '𬭚家村的老照片',
    'a b  c',
    '（（',
    '今年 2026',
    '、，。',
    '变 变 变',
    'Morning reading for all',
  ]) {
    const words = titleWords(title)
    expect(words.join('')).toBe(title)
    if (words.length > 1) expect(words.filter((word) => Array.from(word.trim()).length === 1)).toEqual([])
  }
})
