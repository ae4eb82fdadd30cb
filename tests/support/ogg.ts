/** Seconds of an Opus file in Ogg: the position of its last page less what is skipped at the beginning. */
export const secondsOfOpus = (file: Buffer): number => {
  const head = file.indexOf('OpusHead')
  const last = file.lastIndexOf('OggS')
  if (head < 0 || last < 0) throw new Error('not Opus in Ogg')
  const skipped = file.readUInt16LE(head + 10)
  return (Number(file.readBigUInt64LE(last + 6)) - skipped) / 48_000
}
