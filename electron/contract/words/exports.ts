/** Heads of columns in files that staff take away. */
export const exportWords = {
  quarter: {
    person: '姓名',
    household: '户号',
    people: '人数',
    points: '积分',
    mean: '人均积分',
    minutes: '服务分钟',
  },
} as const
