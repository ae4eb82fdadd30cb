import type { SoughtWhen } from '../calendar.ts'

type Phrases = readonly string[]

const when: Readonly<Record<SoughtWhen, string>> = { any: '全部', today: '今天', week: '本周' }

/** Words of 活动: looking for what is on. */
export const activitiesWords = {
  door: '活动',
  title: '活动',
  when,
  whenLabel: '哪一天的',
  mine: '与我有关',
  allKinds: '全部',
  kindLabel: '哪一类的',
  hint: '拼音的第一个字母',
  typed: '打的字母',
  erase: '删除',
  up: '上页',
  down: '下页',
  total: (count: number): string => `一共 ${String(count)} 场`,
  further: (count: number): string => `往后还有 ${String(count)} 场`,
  none: '没有找到。',
  nearest: '近的有这些：',
  noneComing: '往后还没有安排。',
  open: '正在签到',
  own: {
    title: '跟您有关的活动',
    none: ['还没有', '跟您有关的活动。'] as Phrases,
    noneHow: '报了名、入了队，或者来过一场，这里就有了。',
    signedUp: '报上了',
    waiting: (place: number): string => `排第 ${String(place)}`,
    checkedIn: '签到了',
    cancelled: '取消了',
    team: '您队里的',
    kind: (kind: string): string => `您来过${kind}`,
    done: '看完了',
    loading: '正在看…',
  },
  card: {
    title: ['刷身份证', '看自己的'] as Phrases,
    shows: ['报了名的，和排着队的', '您那支队伍要办的', '您来过的那几类，下一场在哪天'],
    how: {
      below: '放在屏幕下面的读卡处。',
      left: '放在屏幕左边的读卡处。',
      right: '放在屏幕右边的读卡处。',
    },
    never: '先不看',
  },
} as const
