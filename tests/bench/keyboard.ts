import { registerProvisional } from '../../electron/residents/store.ts'
import { createKeyboard } from '../../electron/station/keyboard/keyboard.ts'
import { quantile, say, sayLoad } from '../support/figures.ts'
import { openCalendar } from '../support/calendar-rig.ts'
import { phrases } from '../unit/station/keyboard/phrases.ts'

/**
 * What the core needs for every letter while staff write their phrases, key by key, with names of the station's people
 * among the words; and for keeping what they chose.
 */
const goalMs = 10

const rig = await openCalendar()
/** A village with its people, a third of them of one family name. */
const villagers = 5_000
const surnames = Array.from('王李张毕于鞠宋丛')
const given = Array.from('秀兰建国玉芝淑英海燕永昶志强桂花')
const { store, cipher, clock, newId } = rig.pipe.parts
store.transaction((tx) => {
  for (let index = 0; index < villagers; index += 1) {
    const at = (all: readonly string[], step: number): string =>
      all[Math.floor(index / step) % all.length] ?? ''
    const name = `${index % 3 === 0 ? '王' : at(surnames, 1)}${at(given, 7)}${at(given, 3)}`
    registerProvisional(tx, cipher, { id: newId(), name, birthYear: 1950, sexCode: '0', at: clock.now() })
  }
})

const keyboard = createKeyboard(rig.pipe.parts, { stationName: () => '鸥湾村实践站' })

sayLoad()
const from = performance.now()
await keyboard.candidates({ typed: 'a', before: '' }, { withNames: true })
say(`the words, read when somebody first types: ${(performance.now() - from).toFixed(0)} ms`)

const keys: number[] = []
/** Of the processor alone: what a machine that is busy with something else adds is not ours. */
const worked: number[] = []
const chosen: number[] = []
for (const [typed, wanted] of phrases) {
  for (let letters = 1; letters <= typed.length; letters += 1) {
    const [began, used] = [performance.now(), process.cpuUsage()]
    await keyboard.candidates({ typed: typed.slice(0, letters), before: '' }, { withNames: true })
    keys.push(performance.now() - began)
    const { user, system } = process.cpuUsage(used)
    worked.push((user + system) / 1000)
  }
  const began = performance.now()
  keyboard.learn({ typed, text: wanted })
  chosen.push(performance.now() - began)
}

const report = (what: string, values: number[]): number => {
  const p99 = quantile(values, 0.99)
  say(
    `${what}: median ${quantile(values, 0.5).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, worst ${quantile(values, 1).toFixed(2)} ms (${String(values.length)} times)`,
  )
  return p99
}
report('candidates for a key, by the clock', keys)
const p99 = report('candidates for a key, of the processor', worked)
report('a choice, kept on the disk', chosen)
say(`${(p99 / goalMs).toFixed(2)} of the ${String(goalMs)} ms that a key may take`)
rig.pipe.close()
if (p99 > goalMs) process.exitCode = 1
