/** How numbers are said: the parts that every figure on the page is put together from. */
export const numerals = {
  digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
  ten: '十',
  hundred: '百',
  thousand: '千',
  tenThousand: '万',
  /** Two of something. */
  pair: '两',
  /** Before what two things are 两: elsewhere they are 二. */
  counted: ['小时', '个', '点', '位', '场', '分', '天', '件', '条', '人', '次', '岁', '元', '秒', '样', '格'],
  point: '点',
  half: '半',
  minute: '分',
  year: '年',
  ordinal: '第',
  plus: '加',
  minus: '减',
  to: '到',
} as const
