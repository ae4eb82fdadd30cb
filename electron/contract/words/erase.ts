import type { EraseReason } from '../erase-calls.ts'

const why: Record<EraseReason, string> = {
  moved: '搬走了',
  died: '去世了',
  asked: '本人要求删除',
}

/** Words of taking somebody out of the station's memory. */
export const eraseWords = {
  /** Stands where the name of somebody stood who is erased. */
  nobody: '某人',
  key: '注销',
  title: '注销这个人？',
  how: '姓名、证件号、报名、照片都删掉，不能恢复。签到和积分的数字留着，不再有名字。',
  then: '中心还没收到的，先等收到；本机的备份今晚重做。U盘上的旧备份，满四份自己换掉。',
  why,
  because: '注销一个人，要两个人一起办。',
  whom: '注销谁',
  reason: '原因',
  done: '注销好了。',
  waits: '记下了。等中心都收到，就自己注销。',
  waiting: '等中心收齐',
  takeBack: '不注销了',
  kept: '不注销了，资料都留着。',
  acts: {
    asked: (reason: string): string => `要注销一个人：${reason}`,
    takenBack: '不注销了，资料留着',
    erased: (reason: string): string => `注销了一个人：${reason}`,
  },
} as const
