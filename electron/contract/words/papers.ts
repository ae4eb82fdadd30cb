import { coreWords } from './core-words.ts'

const days = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const

const monthOf = (month: string): string => `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`

/** Words on papers that staff print, and names of their files. */
export const paperWords = {
  kinds: coreWords.eventKinds,
  weekday: (day: number): string => days[day] ?? '',
  plan: {
    title: (month: string): string => `${monthOf(month)}活动`,
    file: (month: string): string => `活动月计划-${month}.pdf`,
    columns: ['日期', '农历', '时间', '活动', '地点'],
    cancelled: '取消',
  },
  poster: {
    monthFile: (month: string): string => `活动海报-${month}.pdf`,
    eventFile: (title: string, day: string): string => `活动海报-${day}-${title}.pdf`,
    when: '时间',
    lunar: (day: string): string => `农历${day}`,
    where: '地点',
    who: '谁来讲',
    bring: '请带',
    cancelled: '这场取消了',
    forWhom: '请谁来',
    come: '带上身份证来，刷一下就签到',
  },
  roster: {
    file: (title: string, day: string, ending: string): string => `签到名单-${day}-${title}.${ending}`,
    columns: ['号', '姓名', '尾号', '刷卡时间', '本人签名（没刷卡的）', '几点来的'],
    lastTwo: (digits: string): string => `尾号${digits}`,
    expected: (count: number): string => `应到 ${String(count)}`,
    most: (count: number): string => `最多 ${String(count)}`,
    foot: '刷了卡的不用再签。纸上签的，当天由值班员录进去。',
  },
  page: (page: number, of: number): string => `第 ${String(page)} 页，共 ${String(of)} 页`,
  day: (date: string): string => `${String(Number(date.slice(5, 7)))}月${String(Number(date.slice(8)))}日`,
  fullDay: (date: string): string =>
    `${date.slice(0, 4)}年${String(Number(date.slice(5, 7)))}月${String(Number(date.slice(8)))}日`,
} as const

/** Words of the console's page 打印. */
export const papersDeskWords = {
  key: '打印',
  title: '打印',
  sub: '做成文件，插着U盘就存到U盘里',
  loading: '正在取这个月的活动…',
  failed: '没取到，请再试一次。',
  which: '哪个月',
  month: monthOf,
  monthTitle: '整个月',
  monthCount: (events: number): string => `有 ${String(events)} 场活动`,
  monthNone: '这个月没有活动，不用打印。',
  plan: { A4: '月计划 A4', A3: '月计划 A3' },
  monthPoster: '月海报 A3',
  eventTitle: '一场活动',
  eventHow: '先点一场活动，再点下面要打印的。',
  eventPoster: '海报 A3',
  roster: { pdf: '签到名单 A4', csv: '签到名单 表格' },
  making: '正在做，请等一会儿…',
  giveUp: '不等了',
  nobody: '这场活动还没有人报名，也没有人来，没有名单。',
  savedStick: (file: string): string => `存到U盘了：${file}`,
  savedFolder: (file: string): string => `没插U盘，存在机器里：${file}`,
} as const
