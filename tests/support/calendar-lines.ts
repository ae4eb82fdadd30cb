/** One content line of iCalendar, unfolded: `NAME;PARAM=VALUE:value`. */
export interface ContentLine {
  name: string
  params: Record<string, string>
  value: string
}

const components = new Set(['VCALENDAR', 'VTIMEZONE', 'STANDARD', 'VEVENT'])
const onceInEvent = ['UID', 'DTSTAMP', 'DTSTART', 'SEQUENCE', 'STATUS', 'SUMMARY', 'RRULE', 'RECURRENCE-ID']
const neededInEvent = ['UID', 'DTSTAMP', 'DTSTART', 'SEQUENCE', 'STATUS', 'SUMMARY', 'CATEGORIES']

const readLine = (line: string): ContentLine => {
  const match = /^([A-Z-]+)((?:;[A-Z-]+=[^:;,"]+)*):(.*)$/s.exec(line)
  if (match === null) throw new Error(`not a content line: ${line}`)
  const [, name = '', params = '', value = ''] = match
  const pairs = params.split(';').filter((part) => part !== '')
  return {
    name,
    params: Object.fromEntries(pairs.map((pair) => pair.split('='))) as Record<string, string>,
    value,
  }
}

const checkText = (value: string): void => {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`a sign is not escaped: ${value}`)
  if (/\\(?![\\;,n])/.test(value.replaceAll('\\\\', ''))) throw new Error(`escaped for nothing: ${value}`)
  if (/[\u0000-\u001f\u007f]/.test(value)) throw new Error('a control character')
}

const checkEvent = (lines: readonly ContentLine[]): void => {
  const of = (name: string): ContentLine[] => lines.filter((line) => line.name === name)
  for (const name of onceInEvent) if (of(name).length > 1) throw new Error(`${name} stands twice`)
  for (const name of neededInEvent) if (of(name).length === 0) throw new Error(`${name} is missing`)
  if (of('DTEND').length + of('DURATION').length !== 1) throw new Error('it needs one end')
  if (!/^\d{8}T\d{6}Z$/.test(of('DTSTAMP')[0]?.value ?? '')) throw new Error('DTSTAMP is in UTC')
  for (const name of ['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE']) {
    for (const { params, value } of of(name)) {
      if (params.TZID !== 'Asia/Shanghai') throw new Error(`${name} has another zone`)
      if (!/^\d{8}T\d{6}(,\d{8}T\d{6})*$/.test(value)) throw new Error(`${name} is no local time`)
    }
  }
  for (const name of ['SUMMARY', 'LOCATION', 'DESCRIPTION', 'CONTACT', 'COMMENT']) {
    for (const { value } of of(name)) checkText(value)
  }
  if (!['CONFIRMED', 'CANCELLED'].includes(of('STATUS')[0]?.value ?? '')) throw new Error('STATUS is neither')
}

/**
 * Reads iCalendar as strictly as RFC 5545 writes it: CRLF, at most 75 octets a line, whole characters, components in
 * one another, what must be there and what may be there once. Returns the events' lines. Throws with the first fault.
 */
export const readStrictly = (bytes: Buffer): ContentLine[][] => {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end')
  const raw = text.slice(0, -2).split('\r\n')
  const lines: string[] = []
  for (const line of raw) {
    if (/[\r\n]/.test(line)) throw new Error('a line ends without CRLF')
    if (Buffer.byteLength(line) > 75) throw new Error(`a line of ${String(Buffer.byteLength(line))} octets`)
    if (line.startsWith(' ')) lines.push((lines.pop() ?? '') + line.slice(1))
    else lines.push(line)
  }
  const events: ContentLine[][] = []
  const open: string[] = []
  for (const line of lines.map(readLine)) {
    if (line.name === 'BEGIN') {
      if (!components.has(line.value)) throw new Error(`unknown component ${line.value}`)
      open.push(line.value)
      if (line.value === 'VEVENT') events.push([])
    } else if (line.name === 'END') {
      if (open.pop() !== line.value) throw new Error(`${line.value} ends out of turn`)
      if (line.value === 'VEVENT') checkEvent(events.at(-1) ?? [])
    } else if (open.at(-1) === 'VEVENT') events.at(-1)?.push(line)
  }
  if (open.length > 0) throw new Error('a component has no end')
  const head = lines.slice(0, 4)
  if (
    head[0] !== 'BEGIN:VCALENDAR' ||
    !head.includes('VERSION:2.0') ||
    !head.some((line) => line.startsWith('PRODID:'))
  )
    throw new Error('the head is not whole')
  return events
}
