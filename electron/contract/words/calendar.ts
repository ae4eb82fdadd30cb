import type { EventKind } from '../events.ts'

/** Words of 活动日历 and of an event's page. A title is a list of phrases: a line may break between two of them. */
type Phrases = readonly string[]

const led = (name: string): string => `${name}带队`
const taught = (name: string): string => `${name}主讲`
const named = (name: string): string => name

const leads: Readonly<Record<EventKind, (name: string) => string>> = {
  lecture: taught,
  training: taught,
  volunteer: led,
  culture: named,
  health: named,
  service: named,
  meeting: named,
  canteen: named,
}

export const calendarWords = {
  door: '日历',
  month: (year: number, month: number): string => `${String(year)}年${String(month)}月`,
  monthKey: (month: number): string => `${String(month)}月`,
  weekOf: (day: string): string => `${day}这周`,
  earlier: { week: '上周', day: '前一天' },
  later: { week: '下周', day: '后一天' },
  views: { month: '月', week: '周', day: '日' },
  viewLabel: '看多长时间',
  weekdays: ['日', '一', '二', '三', '四', '五', '六'],
  more: (count: number): string => `+${String(count)}`,
  /** What a day is called to who hears the page. */
  dayLabel: (day: string, events: number): string =>
    events === 0 ? `${day}，没有活动` : `${day}，${String(events)}场活动`,
  allTeams: '全部队伍',
  teamsTitle: ['看哪支队伍的活动？'] as Phrases,
  coming: (count: number): string => (count === 0 ? '近来没有活动' : `${String(count)}场活动`),
  noTeams: '还没有登记队伍。',
  pageUp: '上一页',
  pageDown: '下一页',
  moreEvents: (count: number): string => `这天还有 ${String(count)} 场，问问工作人员。`,
  none: '这天没有活动',
  nextOne: (day: string): string => `下一场在${day}`,
  noneComing: '往后还没有安排。',
  seeDay: (day: string, count: number): string =>
    count === 0 ? `看${day}` : `看${day}的 ${String(count)} 场活动`,
  loading: '正在看…',
  failed: '没看成，请再点一次。',
  again: '再看一次',
  tags: {
    open: '正在签到',
    inProgress: '正在进行',
    ended: '结束了',
    cancelled: '取消了',
    full: '满了',
    signUp: '可以报名',
    welcome: '来就行',
  },
  event: {
    led: (kind: EventKind, name: string): string => leads[kind](name),
    asked: (name: string): string => `有事找${name}`,
    minAge: (age: number): string => `${String(age)}岁以上`,
    team: (team: string): string => `${team}的队员`,
    credit: {
      minutes: (time: string): string => `算 ${time}志愿时长`,
      both: (time: string): string => `算 ${time}志愿时长，也攒积分`,
      points: '来参加，能攒积分',
      fixed: (points: string): string => `来一场 ${points} 分，同意攒分的才记`,
    },
    free: (capacity: number): string => `个位子还空着，一共 ${String(capacity)} 个`,
    unlimited: '位已经报名，位子不限',
    fullSign: '满',
    fullAsk: '名额满了，要排队等位吗？',
    queue: (waiting: number): string =>
      waiting === 0
        ? '前面没有人在等，您排第 1。'
        : `前面有 ${String(waiting)} 位在等，您排第 ${String(waiting + 1)}。`,
    join: '我要参加',
    wait: '排队等位',
    joining: '正在报名…',
    failed: '没办成，请再点一次。',
    say: {
      notNeeded: '不用报名，到时候来就行。',
      notYet: (when: string): string => `${when}开始报名。`,
      closed: '报名时间过了。想来，跟工作人员说一声。',
      open: '正在签到，刷身份证就行。',
      inProgress: '正在进行。',
      ended: '这场已经结束了。',
      attended: (count: number): string => `这场已经结束了，有 ${String(count)} 位报过名。`,
      signedUp: '您报上名了，到那天刷身份证签到。',
      moved: '有人让出位子，您报上名了。',
      waiting: (place: number): string => `您排第 ${String(place)} 位，有人不来就轮到您。`,
      checkedIn: '您已经签过到了。',
      left: '好的，不去了，位子让给别人。',
    },
    refused: {
      notEligible: (age: number): string => `这项活动是为${String(age)}岁以上老人办的。`,
      notInTeam: (team: string): string => `这项活动是为${team}办的。`,
      full: '名额刚刚满了，可以排队等位。',
      past: '这场已经开始了。',
      cancelled: '这场取消了。',
      notSignedUp: '您没有报这场。',
    },
    clash: (title: string): string => `这时候您已报了“${title}”，看您去哪一个。`,
    cancel: '不去了',
    leaveQueue: '不排了',
    why: '为什么',
    noReason: '有事办不成了。',
    was: '原来',
    movedTo: '改到',
    signedUp: (count: number): string => `报过名的 ${String(count)} 位，请互相告诉一声。`,
    seeOther: (day: string): string => `看 ${day} 这一场`,
    nextDates: '往后还有',
  },
  sure: {
    cancel: ['这场', '真的不去了？'] as Phrases,
    leaveQueue: ['这场', '真的不排了？'] as Phrases,
    placeLost: '位子让给别人，再报名要重新排。',
    queueLost: '排的位置没了，再来要重新排。',
    keep: '还是去',
    keepQueue: '接着排',
    yes: '不去了',
    yesQueue: '不排了',
    busy: '正在办…',
  },
  card: {
    join: ['刷身份证', '就报上名'] as Phrases,
    wait: ['刷身份证', '就排上队'] as Phrases,
    how: {
      below: '放在屏幕下面的读卡处。',
      left: '放在屏幕左边的读卡处。',
      right: '放在屏幕右边的读卡处。',
    },
    places: (count: number): string => `还有 ${String(count)} 个位子`,
    never: '算了，先不报',
  },
  result: {
    seeYou: (day: string): string => `${day}见`,
    where: (time: string, place: string): string => `${time} 前到${place}就好。`,
    cannotCome: '来不了，刷卡说一声，名额让给别人。',
    see: '看这一场',
    leaf: (month: number, weekday: string): string => `${String(month)}月 ${weekday}`,
  },
} as const
