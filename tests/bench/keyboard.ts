import { systemClock } from '../../electron/base/clock.ts'
import { createIds } from '../../electron/base/ids.ts'
import { calls } from '../../electron/contract/calls.ts'
import { register } from '../../electron/residents/store.ts'
import { createKeyboard } from '../../electron/station/keyboard/keyboard.ts'
import { quantile, say, sayLoad, spread } from '../support/figures.ts'
import { syntheticNumber } from '../support/people.ts'
import { nine, openPipeline } from '../support/pipeline.ts'
import { seeded } from '../support/seeded.ts'
import { phrases } from '../unit/station/keyboard/phrases.ts'

/**
 * What every key of the pinyin keyboard takes in the core, from the letters to the answer as the page gets it, with
 * the names of 20 000 people: all words that staff type, letter by letter, and lines of forty letters without a gap.
 */
const people = 20_000
const goalMs = 10
const random = seeded(11)
const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗')
const given = Array.from('秀兰英建国华桂芳玉梅海燕军强丽红梓沐宇轩晨')
const pick = (of: readonly string[]): string => of[Math.floor(random() * of.length)] ?? ''

const station = await openPipeline()
const newId = createIds(systemClock)
station.parts.store.transaction((tx) => {
  for (let order = 0; order < people; order += 1) {
    const birth = `${String(1940 + (order % 60))}-03-07`
    const holder = {
      kind: 'resident',
      name: pick(surnames) + pick(given) + pick(given),
      idNumber: syntheticNumber(birth, Math.floor(order / 60) % 1000),
      birth,
      sexCode: '1',
      validTo: null,
    } as const
    register(tx, station.parts.cipher, { id: newId(), holder, at: nine })
  }
})

const keyboard = createKeyboard(station.parts, { stationName: () => '西霞口村' })
const took = async (typed: string, before = ''): Promise<number> => {
  const from = performance.now()
  calls['keyboard.candidates'].output.parse(await keyboard.candidates({ typed, before }, { withNames: true }))
  return performance.now() - from
}

const typing = async (lines: readonly string[]): Promise<number[]> => {
  const times: number[] = []
  for (const line of lines) {
    for (let letters = 1; letters <= line.length; letters += 1) times.push(await took(line.slice(0, letters)))
  }
  return times
}

const report = (what: string, times: readonly number[]): void => {
  say(
    `${what}: ${spread(times)}; ${(quantile(times, 0.99) / goalMs).toFixed(2)} × the goal at the 99th percentile`,
  )
}

sayLoad()
say(`${String(station.count('resident'))} people`)
say(`first letter, with reading the words: ${(await took('d')).toFixed(0)} ms`)
const typed = phrases.map(([letters]) => letters)
report('a key of a word', await typing(typed))
report('the same once more', await typing(typed))
const long = Array.from({ length: 50 }, () => {
  let line = ''
  while (line.length < 40) line += pick(typed).replaceAll("'", '')
  return line.slice(0, 40)
})
report('a key of forty letters without a gap', await typing(long))
const initials = Array.from(
  { length: 200 },
  () =>
    pick(typed)
      .replaceAll("'", '')
      .replace(/[aeiouv]/g, '')
      .slice(0, 12) || 'zh',
)
report('a key of first letters alone', await typing(initials))
station.close()
