import { expect, test } from 'vitest'
import { sourceFiles, withoutComments, type SourceFile } from './support/source-files.ts'

/** What people read stands in the catalogue. These hold data of cards and of synthetic people, and surnames. */
const mayHoldChinese = [
  /^electron\/contract\/words\//,
  /^electron\/contract\/compound-surnames\.ts$/,
  /^electron\/reader\/sam\//,
  /^electron\/reader\/simulated\//,
]

const chinese = /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/

const linesWithChinese = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path }) => !mayHoldChinese.some((pattern) => pattern.test(path)))
    .flatMap(({ path, text }) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => chinese.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )

test('Chinese text stands in the word catalogue only', () => {
  expect(linesWithChinese(sourceFiles('electron', 'renderer', 'centre'))).toEqual([])
})

test('a Chinese literal elsewhere is found, in a comment it is not', () => {
  const planted = [
    { path: 'renderer/App.vue', text: '<template>\n  <p>签到</p>\n</template>' },
    { path: 'electron/station/tap.ts', text: "const a = '签到' // 签到\n/* 签到 */" },
    { path: 'electron/contract/words/zh-CN.ts', text: "const a = '签到'" },
  ]
  expect(linesWithChinese(planted)).toEqual([
    'renderer/App.vue: <p>签到</p>',
    "electron/station/tap.ts: const a = '签到'",
  ])
})
