/** Millimetres that a printer of 80 mm rolls can print across. */
const printableMm = 72
/** Letters of the slip, of which its measures are parts. */
const letterMm = printableMm / 22.857

/** The paper of a slip that is drawn `width` by `height`, and the size of its letters there. */
export const slipPageRule = (width: number, height: number): string => {
  const mm = Math.ceil((height / width) * printableMm) + 2
  return `@page { size: 80mm ${String(mm)}mm; margin: 0 } @media print { .paper-only { font-size: ${letterMm.toFixed(3)}mm } }`
}
