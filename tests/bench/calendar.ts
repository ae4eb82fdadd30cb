import { createIds } from '../../electron/base/ids.ts'
import { systemClock } from '../../electron/base/clock.ts'
import { plannedEvent } from '../../electron/calendar/programme.ts'
import { insertEvent } from '../../electron/calendar/store.ts'
import { topUp } from '../../electron/calendar/series.ts'
import type { SoughtWhen } from '../../electron/contract/calendar.ts'
import { eventKinds, type EventKind } from '../../electron/contract/events.ts'
import { calls } from '../../electron/contract/calls.ts'
import { quantile, say, sayLoad } from '../support/figures.ts'
import { details, day, hour, openCalendar, type CalendarRig } from '../support/calendar-rig.ts'
import { nine } from '../support/pipeline.ts'
import { monthPageTimes } from '../support/month-page.ts'
import { seeded } from '../support/seeded.ts'

/**
 * What the core needs for a month's page with 300 events, for every key while somebody looks for one of 5 000 events,
 * and for making the dates of series ahead. Answers are parsed as on their way to a page. And what a resident waits for:
 * from the finger on 活动日历 to the month in a Chromium that draws by software.
 */
const random = seeded(7)
const newId = createIds(systemClock)
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T

const heads = ['秋冬', '清理', '义务', '健康', '海带', '垃圾', '法律', '夕阳', '移风', '重阳', '护河', '反诈']
const middles = [
  '养生',
  '东海滩',
  '理发',
  '讲座',
  '养殖',
  '分类',
  '咨询',
  '合唱',
  '易俗',
  '敬老',
  '巡查',
  '宣传',
]
const tails = ['培训', '活动', '体验课', '小组', '进村来', '大家谈', '跟着学', '第一讲']

const titleOf = (index: number): string => `${pick(heads)}${pick(middles)}${pick(tails)}${String(index)}`

/** So many events with a title of their own each, spread over some days from now on. */
const fill = (rig: CalendarRig, count: number, days: number): void => {
  rig.pipe.parts.store.transaction((tx) => {
    for (let index = 0; index < count; index += 1) {
      const startsAt = nine + Math.floor(random() * days) * day + Math.floor(random() * 9) * hour
      const about = details({ title: titleOf(index), kind: pick(eventKinds), capacity: 30 })
      const event = plannedEvent({ id: newId(), details: about, startsAt, endsAt: startsAt + hour })
      insertEvent(tx, { ...event, status: 'published' }, nine)
    }
  })
}

const timed = (work: () => unknown): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

const report = (what: string, values: number[]): void => {
  say(
    `${what}: median ${quantile(values, 0.5).toFixed(2)} ms, p99 ${quantile(values, 0.99).toFixed(2)} ms, worst ${quantile(values, 1).toFixed(2)} ms (${String(values.length)} times)`,
  )
}

const measureMonth = async (): Promise<void> => {
  const rig = await openCalendar()
  fill(rig, 300, 30)
  const { pages } = rig.pipe
  const month = { from: '2026-11-22', to: '2027-01-02', team: null }
  const date = '2026-11-30'
  const page = (): unknown => {
    const days = calls['calendar.days'].output.parse(pages['calendar.days'](month, 'page'))
    return [days, calls['calendar.day'].output.parse(pages['calendar.day']({ date, team: null }, 'page'))]
  }
  say(`first page of a month with 300 events: ${timed(page).toFixed(1)} ms`)
  report(
    'page of a month with 300 events, and its day',
    Array.from({ length: 500 }, () => timed(page)),
  )
  rig.pipe.close()
}

const measureFind = async (): Promise<void> => {
  const rig = await openCalendar()
  fill(rig, 5000, 380)
  const { pages } = rig.pipe
  say(
    `index of 5000 events, from nothing: ${timed(() => {
      rig.pipe.calendar.refresh()
    }).toFixed(1)} ms`,
  )
  const key = (initials: string, when: SoughtWhen = 'any', kind: EventKind | null = null): number =>
    timed(() =>
      calls['calendar.find'].output.parse(
        pages['calendar.find']({ when, kind, team: null, initials, from: 0 }, 'page'),
      ),
    )
  const letters = Array.from('ABCDEFGHJKLMNOPQRSTWXYZ')
  const keys = Array.from({ length: 1000 }, () => {
    const word = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(letters)).join('')
    return key(word)
  })
  report('a key among 5000 events', keys)
  // Nothing is found, and what comes nearest is looked for three times more.
  report(
    'a key that finds nothing, and what is nearest',
    Array.from({ length: 500 }, () => key('QQQQ', 'today', pick(eventKinds))),
  )
  const taken = Array.from({ length: 100 }, () => {
    fill(rig, 1, 30)
    return timed(() => {
      rig.pipe.calendar.refresh()
    })
  })
  report('an added event taken over, before any key', taken)
  const alone = Array.from({ length: 1000 }, () =>
    timed(() => rig.pipe.calendar.find({ kind: null, team: null, initials: pick(letters), before: null })),
  )
  report('of which looking through the titles', alone)
  rig.pipe.close()
}

const measureSeries = async (): Promise<void> => {
  const rig = await openCalendar()
  const made = timed(() => rig.series('FREQ=DAILY'))
  say(`a daily series with 399 dates: ${made.toFixed(1)} ms`)
  for (let index = 0; index < 29; index += 1)
    rig.series('FREQ=WEEKLY;BYDAY=MO,WE,FR', {}, { title: titleOf(index) })
  const again = Array.from({ length: 10 }, () => timed(() => rig.change(topUp)))
  report('30 series looked through again, none made', again)
  rig.pipe.close()
}

const measurePage = async (): Promise<void> => {
  const about = (index: number) => details({ title: titleOf(index), kind: pick(eventKinds) })
  const [atOnce = 0] = await monthPageTimes(10, about, { rounds: 1, restMs: 0 })
  say(`touch to paint of the first month, touched right after the start: ${atOnce.toFixed(0)} ms`)
  const [first = 0, ...times] = await monthPageTimes(10, about)
  say(`touch to paint of the first month, once the page has rested: ${first.toFixed(0)} ms`)
  report('touch to paint of a month with 300 events, from then on', times)
}

sayLoad()
await measureMonth()
await measureFind()
await measureSeries()
await measurePage()
