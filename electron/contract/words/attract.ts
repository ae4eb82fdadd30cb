/** Words of the screen that stands there while nobody is. */
export const attractWords = {
  open: (from: string, to: string): string => `开门 ${from} – ${to}`,
  closedToday: '今天不开门',
  begun: '正在进行',
  inMinutes: (minutes: number): string => `还有 ${String(minutes)} 分钟开始`,
  notToday: '今天没有活动了，',
  later: (when: string): string => `下一场在${when}`,
  more: (count: number): string => `今天还有 ${String(count)} 场`,
  touch: '轻触屏幕看别的。',
  onDuty: (name: string): string => `值班：${name}`,
  thanked: '谢谢您',
} as const
