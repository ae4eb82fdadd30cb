const circle = (cx: number, cy: number, r: number): string =>
  `M${String(cx - r)} ${String(cy)}a${String(r)} ${String(r)} 0 1 0 ${String(2 * r)} 0a${String(r)} ${String(r)} 0 1 0 ${String(-2 * r)} 0z`

const box = (x: number, y: number, width: number, height: number, r: number): string => {
  const [h, v] = [width - 2 * r, height - 2 * r].map(String) as [string, string]
  const c = String(r)
  return `M${String(x + r)} ${String(y)}h${h}q${c} 0 ${c} ${c}v${v}q0 ${c} -${c} ${c}h-${h}q-${c} 0 -${c} -${c}v-${v}q0 -${c} ${c} -${c}z`
}

interface Icon {
  line: string
  fill?: string
}

/** Line icons on a field of 48 by 48. */
export const icons = {
  home: { line: 'M5 26c8-2 12-10 19-18 7 8 11 16 19 18M11 26v16h26V26M20 42V31h8v11' },
  back: { line: 'M30 8L14 24l16 16' },
  contrast: { line: circle(24, 24, 18), fill: 'M24 6v36a18 18 0 0 0 0-36z' },
  lower: { line: `${box(8, 4, 32, 40, 4)}M24 13v20M15 25l9 9 9-9` },
  help: {
    line: 'M5 28c5-5 10-6 14-3l7 1c4 1 4 6 0 6h-8M26 31l12-6c4-2 7 2 4 5L28 41c-3 2-6 2-9 1l-14-4M31 9c-3-4-10-3-10 3 0 5 10 10 10 10s10-5 10-10c0-6-7-7-10-3z',
  },
  flag: { line: 'M12 44V5M12 8c10-6 16 6 28 0v20c-12 6-18-6-28 0' },
  clock: { line: `${circle(24, 24, 18)}M24 13v11l8 6` },
  check: { line: 'M8 25l11 11L41 12' },
  idCard: { line: `${box(4, 10, 40, 28, 4)}${circle(15, 21, 4)}M9 32c1-5 11-5 12 0M27 19h11M27 26h11` },
  pin: {
    line: 'M24 44C14 31 9 25 9 18a15 15 0 0 1 30 0c0 7-5 13-15 26zM18 18a6 6 0 1 0 12 0a6 6 0 1 0-12 0z',
  },
  door: { line: 'M8 44V5h20v39M4 44h28M23 24v2M34 24h11M39 18l6 6-6 6' },
  star: {
    line: 'M24 5l6 12.5 13.5 1.8-9.9 9.5 2.5 13.6L24 35.8 11.9 42.4l2.5-13.6L4.5 19.3 18 17.5z',
  },
  pen: { line: 'M8 40l2-10L32 8l8 8-22 22zM28 12l8 8' },
  shield: { line: 'M24 4l16 6v12c0 11-7 18-16 22C15 40 8 33 8 22V10zM16 24l6 6 11-12' },
  person: { line: `${circle(24, 15, 8)}M8 43c0-10 7-15 16-15s16 5 16 15` },
  book: {
    line: 'M24 12c-6-5-12-5-19-4v30c7-1 13-1 19 4 6-5 12-5 19-4V8c-7-1-13-1-19 4zM24 12v30',
  },
  house: { line: 'M5 25c7-2 11-8 14-14 2-4 8-4 10 0 3 6 7 12 14 14M10 25v17h28V25M20 42V32h8v10' },
  again: { line: 'M40 20A17 17 0 1 0 41 29M41 8v12H29' },
  down: { line: 'M8 17l16 16 16-16' },
  up: { line: 'M8 31l16-16 16 16' },
  arrowDown: { line: 'M24 6v34M12 29l12 12 12-12' },
  arrowLeft: { line: 'M42 24H8M19 12L7 24l12 12' },
  arrowRight: { line: 'M6 24h34M29 12l12 12-12 12' },
  plug: { line: 'M17 4v11M31 4v11M11 15h26v8c0 8-6 12-13 12s-13-4-13-12zM24 35v9' },
  bolt: { line: 'M27 4L9 28h13l-3 16 20-25H26z' },
  people: {
    line: `${circle(17, 16, 7)}M4 41c0-9 5-13 13-13s13 4 13 13M31 10a7 7 0 0 1 0 13M36 29c5 2 8 6 8 12`,
  },
  building: {
    line: 'M8 44V16h14v28M22 44V6h18v38M4 44h40M13 24h4M13 32h4M28 14h6M28 22h6M28 30h6',
  },
  signal: { line: `M5 18c11-10 27-10 38 0M12 26c7-6 17-6 24 0M18 33c4-3 8-3 12 0${circle(24, 40, 1.5)}` },
  disk: { line: 'M7 12c0-9 34-9 34 0v24c0 9-34 9-34 0zM7 12c0 9 34 9 34 0M7 24c0 9 34 9 34 0' },
  power: { line: 'M24 6v18M14 12a17 17 0 1 0 20 0' },
  lock: { line: `${box(10, 21, 28, 22, 3)}M16 21v-6a8 8 0 0 1 16 0v6M24 30v5` },
  delete: { line: 'M16 9h26v30H16L4 24zM23 18l12 12M35 18L23 30' },
  sun: {
    line: `${circle(24, 24, 8)}M24 4v6M24 38v6M4 24h6M38 24h6M10 10l4 4M34 34l4 4M10 38l4-4M34 14l4-4`,
  },
  search: { line: `${circle(21, 21, 14)}M31 31l12 12` },
  stamp: {
    line: 'M10 36h28v6H10zM14 36c0-6 6-6 6-11 0-3-3-5-3-10a7 7 0 0 1 14 0c0 5-3 7-3 10 0 5 6 5 6 11',
  },
  stop: { line: `${circle(24, 24, 18)}M12 36L36 12` },
  chart: { line: 'M6 42h36M12 42V27M21 42V14M30 42V22M39 42V8' },
  queue: { line: 'M8 12h32M8 24h32M8 36h14M32 44V30M26 36l6-6 6 6' },
  close: { line: 'M12 12l24 24M36 12L12 36' },
  pinned: { line: 'M17 6h14M20 6v14l-7 8h22l-7-8V6M24 28v15' },
  picture: { line: `${box(5, 8, 38, 32, 4)}${circle(16, 19, 4)}M8 36l12-11 8 7 6-6 7 7` },
  calendar: { line: `${box(6, 9, 36, 33, 4)}M6 19h36M16 4v9M32 4v9` },
  screen: { line: `${box(5, 7, 38, 27, 3)}M24 34v8M14 42h20` },
  sheet: { line: `${box(8, 5, 32, 38, 4)}M8 18h32M8 30h32M20 18v25` },
  print: { line: 'M12 17V6h24v11M12 35H6V17h36v18h-6M12 29h24v14H12z' },
  talk: { line: 'M5 8h28v20H18l-8 7v-7H5zM38 18h5v18h-5v6l-7-6H22' },
  bag: { line: 'M8 16h32l-3 27H11zM16 20v-6a8 8 0 0 1 16 0v6' },
  heart: { line: 'M24 42S5 31 5 17c0-11 15-14 19-3 4-11 19-8 19 3 0 14-19 25-19 25z' },
  warn: { line: 'M24 6l20 36H4zM24 19v11M24 35v1' },
  gear: {
    line: `${circle(24, 24, 7)}M24 5v6M24 37v6M5 24h6M37 24h6M10.5 10.5l4.5 4.5M33 33l4.5 4.5M10.5 37.5L15 33M33 15l4.5-4.5${circle(24, 24, 13)}`,
  },
  sound: { line: 'M6 18h8l12-10v32L14 30H6zM33 17c4 4 4 10 0 14M38 11c8 7 8 19 0 26' },
  softer: { line: 'M6 18h8l12-10v32L14 30H6zM33 17c4 4 4 10 0 14' },
  soundOff: { line: 'M6 18h8l12-10v32L14 30H6zM34 18l10 12M44 18L34 30' },
  plus: { line: 'M24 8v32M8 24h32' },
  bell: { line: 'M24 5v4M10 36c4-4 3-9 4-15 1-7 5-11 10-11s9 4 10 11c1 6 0 11 4 15zM20 41c1 3 7 3 8 0' },
  more: { line: `${circle(9, 24, 3)}${circle(24, 24, 3)}${circle(39, 24, 3)}` },
} satisfies Record<string, Icon>

export type IconName = keyof typeof icons
