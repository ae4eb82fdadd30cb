import { afterAll, beforeAll, expect, it } from 'vitest'
import { seededRandom } from '../../electron/reader/simulated/behaviours.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, patience } from '../support/fault-tools.ts'
import { mutated, standsAlone } from '../support/mutations.ts'
import { cardEvents, startSimulatedRig, type SimulatedRig } from '../support/reader-rig.ts'
import { decodeByTable } from '../support/second-decoder.ts'
import { parseAll } from '../support/wire.ts'

const frames = deep ? 1_000_000 : 50_000
const seed = Number(process.env.FAULTS_SEED ?? '20261124')
const cards = ['grandfather', 'foreigner', 'hmt', 'foreigner2017', 'misprint', 'privateUse']

let rig: SimulatedRig

beforeAll(async () => {
  rig = await startSimulatedRig({ baud: Infinity })
  await rig.until(() => rig.reader.health().state === 'ready')
})

afterAll(async () => {
  await rig.end()
})

/** The texts of all readings in a stream, as somebody else would find them: SW3 90, lengths 0100 0400. */
const textsIn = (stream: Uint8Array): Uint8Array[] =>
  parseAll([stream]).frames.flatMap((payload) =>
    /^.{4}9001000400/.test(payload) ? [Buffer.from(payload.slice(14, 14 + 512), 'hex')] : [],
  )

it(
  `${String(frames)} mutated frames crash nothing, hang nothing, and name nobody against the rule of two readings`,
  async () => {
    const random = seededRandom(seed)
    let spoiled = 0
    let against = 0
    const delivered: Uint8Array[] = []
    const seen: { idNumber: string; name: string }[] = []
    rig.reader.onEvent((event) => {
      if (event.kind === 'cardSeen') seen.push(event.card.reveal())
    })
    rig.behave({
      name: 'mutated',
      distort: (frame) => {
        if (frame.length < 1000) return frame
        spoiled++
        const wrong = mutated(frame, random)
        delivered.push(new Uint8Array(wrong))
        return wrong
      },
    })
    for (let i = 0; spoiled < frames; i++) {
      delivered.length = 0
      seen.length = 0
      rig.events.length = 0
      rig.log.length = 0
      rig.requests.length = 0
      rig.place(cards[i % cards.length]!)
      await rig.until(() => cardEvents(rig).length > 0)
      for (const person of seen) {
        const texts = delivered.flatMap(textsIn)
        const readings = texts.filter((text) => decodeByTable(text).idNumber === person.idNumber)
        const alone = readings.some((text) => standsAlone(decodeByTable(text)))
        const twice = readings.some((text, at) => readings[at + 1]?.every((byte, k) => byte === text[k]))
        if (!alone && !twice) against++
      }
      rig.remove()
      await rig.until(() => rig.reader.health().state !== 'card')
      expect(cardEvents(rig)).toHaveLength(2)
    }
    noteRun(
      { row: 32, variant: `${String(frames)} mutated frames, wrongly named as lost` },
      { lost: against },
    )
    expect(against).toBe(0)
    rig.clear()
    await rig.until(() => rig.reader.health().state === 'ready')
    rig.place('grandmother')
    await rig.until(() => seen.some(({ name }) => name === '王样兰'))
  },
  patience(300_000),
)
