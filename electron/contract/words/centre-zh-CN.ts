import type { RecordType } from '../records/index.ts'

const recordLabels: Readonly<Record<RecordType, string>> = {
  'cn.wmsj.resident.registered.v1': '登记',
  'cn.wmsj.resident.consented.v1': '答了同意书',
  'cn.wmsj.resident.identified.v1': '报了证件号',
  'cn.wmsj.attendance.checkin.v1': '签到',
  'cn.wmsj.attendance.headcount.v1': '小朋友人数',
  'cn.wmsj.credit.entry.v1': '记积分',
}

/** What the centre's page says. */
export const centreWords = {
  title: '各站情况',
  centre: '市文明实践中心',
  readOnly: '只能看，不能改',
  tiles: {
    stations: '个站',
    connected: '正在来信',
    attendances: '今天人次',
    people: '今天人数',
    received: '条记录今天收到',
  },
  stations: {
    title: '站',
    order: '按镇排，最近来信在前',
    station: '站',
    town: '镇街',
    contact: '上次来信',
    attendances: '今天人次',
    people: '人数',
    state: '怎么样',
    none: '还没有站接上',
    all: (count: number): string => `${String(count)} 个站都在这一页`,
    twoNumbers: '人次和人数是两个数',
  },
  states: { connected: '正常', silent: '连不上', unpaired: '还没接上' },
  latest: {
    title: '刚收到的记录',
    noNames: '不写姓名',
    sequence: '序号',
    station: '站',
    what: '什么',
    occurred: '发生',
    received: '收到',
    none: '还没收到记录',
    once: '每条只收一次，重发的不再算',
  },
  recordLabels,
  unknownRecord: '还不认识的记录',
  nothingKnown: '—',
  privacy: '站里同意了才有证件号，这一页一概不显示。',
  refresh: '每 5 秒自己刷新',
  lost: '中心没有回答，这里是刚才的情况。',
  time: {
    justNow: '刚刚',
    never: '还没有',
    minutesAgo: (minutes: number): string => `${String(minutes)} 分钟前`,
    yesterday: (time: string): string => `昨天 ${time}`,
    day: (month: number, day: number): string => `${String(month)}月${String(day)}日`,
    weekdays: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  },
} as const
