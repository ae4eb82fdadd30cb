/** The few words that the core itself puts into what pages show. */
export const coreWords = {
  /** Name of a station that nobody has named yet. */
  unnamedStation: '本村',
  eventKinds: {
    lecture: '宣讲',
    training: '培训',
    volunteer: '志愿',
    culture: '文化',
    health: '健康',
    service: '便民',
    meeting: '会议',
    canteen: '食堂',
  },
  lunarDay: (month: string, day: string): string => `${month}月${day}`,
  lunarMonth: (month: string): string => `${month}月`,
  lunar: (day: string): string => `农历${day}`,
} as const
