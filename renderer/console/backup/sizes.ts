const kibibyte = 1024

/** `860 KB`, `12.5 MB`, `7.4 GB`: enough to tell a copy from another, and a full stick from an empty one. */
export const formatBytes = (bytes: number): string => {
  const units = ['KB', 'MB', 'GB'] as const
  let size = bytes / kibibyte
  let unit = 0
  while (size >= kibibyte && unit < units.length - 1) {
    size /= kibibyte
    unit += 1
  }
  const shown = unit === 0 ? Math.ceil(size) : Math.round(size * 10) / 10
  return `${String(shown)} ${units[unit] ?? 'GB'}`
}
