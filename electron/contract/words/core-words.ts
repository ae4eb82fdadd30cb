/** The few words that the core itself puts into what pages show. */
export const coreWords = {
  /** Name of a station that nobody has named yet. */
  unnamedStation: '本村',
  lunarDay: (month: string, day: string): string => `${month}月${day}`,
  lunarMonth: (month: string): string => `${month}月`,
  lunar: (day: string): string => `农历${day}`,
} as const
