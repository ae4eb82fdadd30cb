import type { TapOutcomeKind } from '../outcomes.ts'

/** Words of the voice. What it says of a result is part of what stands there: short, and never a name. */
export const voiceWords = {
  /** What is said by itself of each result; where nothing stands here the whole headline is said. */
  short: {
    checkedIn: '签到好了',
    alreadyCheckedIn: '签过到了',
    checkedOut: '签退好了',
    alreadyOut: '签退了',
    nothingOn: '没有活动',
    minor: '小朋友',
    cardUnreadable: '读不出',
    notIdCard: '不是身份证',
    cardUnverified: '认不出',
    notRecorded: '没记上',
    checking: '正在核对',
    waitListed: '排上队了',
  } satisfies Partial<Record<TapOutcomeKind, string>>,
  unread: '没读出来',
  refused: { full: '名额满了', tooEarly: '没到时间', tooLate: '时间过了' },
  signedUp: '报上名了',
  signedUpAgain: '报过名了',
  signUpRefused: {
    full: '名额满了',
    notYet: '没开始报名',
    closed: '时间过了',
    past: '已经开始了',
    cancelled: '取消了',
    notNeeded: '不用报名',
  },
  takenBack: '已撤销',
  nothingTaken: '什么也没记',
  /** Where a page holds nothing that the station can say. */
  cannot: '这一页机器念不了，请找人帮忙',
  volume: {
    title: '声音',
    softer: '小声点',
    louder: '大声点',
    off: '不出声',
    level: (level: number): string => `一共 4 格，现在 ${String(level)} 格`,
  },
} as const
