import type { Json } from './station.ts'

/** What a centre must come to, computed from whole streams in the simplest way there is. */
export interface Totals {
  balances: Record<string, number>
  minutes: Record<string, number>
  events: Record<string, { attendances: number; people: number; left: number; minutes: number }>
  /** 人次 of all events. */
  attendances: number
}

interface Facts {
  id: string
  type: string
  data: Record<string, string>
}

const short = (type: string): string => type.slice('cn.wmsj.'.length, -'.v1'.length)
const of = (records: readonly Facts[], type: string): Facts[] =>
  records.filter((one) => short(one.type) === type)

const evidenceOf = ({ data }: Facts): string[] => data.evidence as unknown as string[]

/** Who is whom: labels that spread along every link until none changes. */
const personsOf = (streams: readonly Facts[][]): ((resident: string) => string) => {
  const links: [string, string][] = []
  for (const records of streams) {
    const above = new Map<string, string>()
    for (const { data } of of(records, 'resident.joined')) {
      const { resident, alias } = data as { resident: string; alias: string }
      let top: string | undefined = resident
      while (top !== undefined && top !== alias) top = above.get(top)
      if (top === alias || above.has(alias)) continue
      above.set(alias, resident)
      links.push([alias, resident])
    }
    for (const { data } of of(records, 'resident.identified'))
      links.push([data.resident!, `#${data.idNumber!}`])
  }
  const label = new Map<string, string>(links.flat().map((name) => [name, name]))
  for (let changed = true; changed;) {
    changed = false
    for (const [one, other] of links) {
      const [a, b] = [label.get(one)!, label.get(other)!]
      if (a === b) continue
      const least = a < b ? a : b
      label.set(one, least).set(other, least)
      changed = true
    }
  }
  return (resident) => label.get(resident) ?? resident
}

/** One stream's ledger: entry by entry, with a reversal that came early waiting for its entry. */
const balancesOf = (records: readonly Facts[], balances: Record<string, number>): void => {
  const standing = new Map<string, { key: string; resident: string; amount: number }>()
  const waiting: Facts[] = []
  const takeBack = ({ data }: Facts): void => {
    const entry = standing.get(data.reverses!)
    if (entry === undefined || entry.resident !== data.resident || entry.amount !== -Number(data.amount))
      return
    standing.delete(data.reverses!)
    balances[entry.resident]! -= entry.amount
  }
  const seen = new Set<string>()
  for (const record of records) {
    seen.add(record.id)
    const { data } = record
    if (short(record.type) === 'credit.reversed') {
      if (seen.has(data.reverses!)) takeBack(record)
      else waiting.push(record)
    }
    if (short(record.type) !== 'credit.entry') continue
    const [key, resident, amount] = [data.businessKey!, data.resident!, Number(data.amount)]
    balances[resident] ??= 0
    if ([...standing.values()].some((entry) => entry.key === key && entry.resident === resident)) continue
    standing.set(record.id, { key, resident, amount })
    balances[resident] += amount
    waiting.filter((early) => early.data.reverses === record.id).forEach(takeBack)
  }
}

export const naiveTotals = (uploaded: readonly (readonly Json[])[], residents: readonly string[]): Totals => {
  const streams = uploaded.map((records) => [...records] as unknown as Facts[])
  const personOf = personsOf(streams)
  const balances: Record<string, number> = {}
  const stays: { event: string; person: string; left: boolean }[] = []
  const hours: { event: string; person: string; minutes: number }[] = []
  for (const records of streams) {
    balancesOf(records, balances)
    const reversed = new Set(of(records, 'attendance.reversed').map(({ data }) => data.reverses!))
    const outs = of(records, 'attendance.checkout').filter(({ id }) => !reversed.has(id))
    for (const { id, data } of of(records, 'attendance.checkin')) {
      if (reversed.has(id)) continue
      const left = outs.some((out) => out.data.checkin === id)
      stays.push({ event: data.event!, person: personOf(data.resident!), left })
    }
    const lastWord = new Map<string, Facts>()
    for (const record of of(records, 'volunteer.hours')) {
      if (record.data.source === 'manual' && record.data.approvedBy === undefined) continue
      lastWord.set(JSON.stringify(evidenceOf(record).toSorted()), record)
    }
    for (const record of lastWord.values()) {
      const { data } = record
      if (evidenceOf(record).some((id) => reversed.has(id))) continue
      const minutes = Number(/\d+/.exec(data.duration!)![0])
      hours.push({ event: data.event!, person: personOf(data.resident!), minutes })
    }
  }
  const sum = (of: typeof hours): number => of.reduce((total, { minutes }) => total + minutes, 0)
  const events: Totals['events'] = {}
  const named = uploaded.flat().map(({ data }) => (data as { event?: string }).event)
  for (const event of new Set(named.filter((one) => one !== undefined))) {
    const there = Map.groupBy(
      stays.filter((one) => one.event === event),
      ({ person }) => person,
    )
    const left = [...there.values()].filter((own) => own.every((one) => one.left)).length
    const minutes = sum(hours.filter((one) => one.event === event))
    events[event] = { attendances: there.size, people: there.size, left, minutes }
  }
  const minutes = Object.fromEntries(
    residents.map((one) => [one, sum(hours.filter(({ person }) => person === personOf(one)))]),
  )
  const attendances = Object.values(events).reduce((total, one) => total + one.attendances, 0)
  return { balances, minutes, events, attendances }
}
