import { centreWords as words } from '../../electron/contract/words/centre-zh-CN.ts'
import { formatContact, formatMoment, formatNow } from './times.ts'
import type { PageView, StationState } from './view.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const text = (value: string): string => value.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
const each = <T>(items: readonly T[], draw: (item: T) => string): string => items.map(draw).join('')

/** A seagrass-roofed house over the waves, on a 64 grid. */
export const sealDrawing =
  '<path d="M6 33c7-1 11-6 15-12 4-7 18-7 22 0 4 6 8 11 15 12"/><path d="M26 20c-2 5-4 9-7 12M32 18v12M38 20c2 5 4 9 7 12"/><path d="M15 35v8M49 35v8M28 43v-7h8v7"/><path d="M6 51c5-5 8-5 13 0s8 5 13 0 8-5 13 0 8 5 13 0"/>'

const marks: Readonly<Record<StationState, string>> = {
  connected: '<svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="24"/></svg>',
  silent:
    '<svg viewBox="0 0 48 48" aria-hidden="true"><path d="M24 6l20 35H4zM24 18v11"/><circle cx="24" cy="35" r="1.3"/></svg>',
  unpaired: '',
}

const tile = (view: PageView, name: keyof PageView['totals']): string =>
  `<div><dt>${words.tiles[name]}</dt><dd class="figure">${String(view.totals[name])}</dd></div>`

/** A silent station's nothing is not a zero: what it counted may still be on its way. */
const count = (value: number, state: StationState): string =>
  value === 0 && state !== 'connected' ? words.nothingKnown : String(value)

const stationRow =
  (nowMs: number) =>
  (station: PageView['stations'][number]): string => {
    const contact = station.lastContactAt === null ? null : Date.parse(station.lastContactAt)
    return `<tr data-station="${text(station.station)}" data-state="${station.state}">
<th scope="row">${text(station.name)}</th><td>${text(station.town ?? words.nothingKnown)}</td>
<td class="still">${formatContact(contact, nowMs)}</td>
<td class="amount">${count(station.attendances, station.state)}</td><td class="amount">${count(station.people, station.state)}</td>
<td class="state"><span class="tag ${station.state}">${marks[station.state]}${words.states[station.state]}</span></td></tr>`
  }

const recordRow =
  (nowMs: number) =>
  (record: PageView['latest'][number]): string =>
    `<tr><td class="figure">${String(record.sequence)}</td><td>${text(record.name)}</td>
<td class="what">${record.label}</td><td class="still">${formatMoment(Date.parse(record.occurredAt), nowMs)}</td>
<td class="still">${formatMoment(Date.parse(record.receivedAt), nowMs)}</td></tr>`

const empty = (columns: number, sentence: string): string =>
  `<tr class="empty"><td colspan="${String(columns)}">${sentence}</td></tr>`

const stationsPanel = (view: PageView, nowMs: number): string => {
  const { stations: w } = words
  return `<section class="panel" aria-labelledby="stations-title">
<h2 id="stations-title">${w.title} <span>${w.order}</span></h2>
<div class="rows" tabindex="0" role="region" aria-labelledby="stations-title"><table>
<thead><tr><th scope="col">${w.station}</th><th scope="col">${w.town}</th><th scope="col">${w.contact}</th><th scope="col" class="amount">${w.attendances}</th><th scope="col" class="amount">${w.people}</th><th scope="col" class="state">${w.state}</th></tr></thead>
<tbody data-live="stations">${view.stations.length === 0 ? empty(6, w.none) : each(view.stations, stationRow(nowMs))}</tbody>
</table></div>
<p class="under"><span data-live="count">${w.all(view.stations.length)}</span><span>${w.twoNumbers}</span></p></section>`
}

const latestPanel = (view: PageView, nowMs: number): string => {
  const { latest: w } = words
  return `<section class="panel latest" aria-labelledby="latest-title">
<h2 id="latest-title">${w.title} <span>${w.noNames}</span></h2>
<div class="fit"><div class="rows"><table>
<thead><tr><th scope="col">${w.sequence}</th><th scope="col">${w.station}</th><th scope="col">${w.what}</th><th scope="col">${w.occurred}</th><th scope="col">${w.received}</th></tr></thead>
<tbody data-live="latest">${view.latest.length === 0 ? empty(5, w.none) : each(view.latest, recordRow(nowMs))}</tbody>
</table></div></div>
<p class="under"><span>${w.once}</span></p></section>`
}

/** The whole page. `page.js` fetches it again and swaps what stands in `data-live` where it differs. */
export const renderPage = (view: PageView): string => {
  const nowMs = Date.parse(view.at)
  const names = ['stations', 'connected', 'attendances', 'people', 'received'] as const
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.centre} · ${words.title}</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css">
<script src="/page.js" type="module"></script></head>
<body><header><span class="seal"><svg viewBox="0 0 64 64" aria-hidden="true">${sealDrawing}</svg></span>
<div><h1>${words.centre}</h1><p>${words.title}&emsp;<span class="still" data-live="now">${formatNow(nowMs)}</span></p></div>
<p class="lost" role="status" hidden>${words.lost}</p><span class="pill">${words.readOnly}</span></header>
<main><dl class="tiles" data-live="tiles">${each(names, (name) => tile(view, name))}</dl>
${stationsPanel(view, nowMs)}
${latestPanel(view, nowMs)}</main>
<footer><span>${words.privacy}</span><span>${words.refresh}</span></footer></body></html>`
}

/** The seal alone, as the page's icon. */
export const renderIcon = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="9" fill="#981D15"/><g transform="translate(5 5) scale(.84)" fill="none" stroke="#FFFDF8" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round">${sealDrawing}</g></svg>`
