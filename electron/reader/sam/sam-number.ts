const padded = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** The sixteen little-endian bytes as vendors print them: `05.01-20100707-0000001234-3456789012`. */
export const formatSamNumber = (bytes: Uint8Array): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kind = `${padded(view.getUint16(0, true), 2)}.${padded(view.getUint16(2, true), 2)}`
  const rest = [
    padded(view.getUint32(4, true), 8),
    padded(view.getUint32(8, true), 10),
    padded(view.getUint32(12, true), 10),
  ]
  return [kind, ...rest].join('-')
}
