import { activitiesWords } from './activities.ts'
import { attractWords } from './attract.ts'
import { auditWords } from './audit.ts'
import { backupWords } from './backup.ts'
import { calendarWords } from './calendar.ts'
import { coreWords } from './core-words.ts'
import { deviceWords } from './device.ts'
import { papersDeskWords } from './papers.ts'
import { signUpWords } from './sign-up.ts'
import { consoleWords } from './console.ts'
import { creditWords } from './credit.ts'
import { creditDeskWords } from './credit-desk.ts'
import { keyboardWords } from './keyboard.ts'
import { languageWords } from './language.ts'
import { eraseWords } from './erase.ts'
import { kioskWords } from './kiosk.ts'
import { peopleWords } from './people.ts'
import { recoverWords } from './recover.ts'
import { settingsWords } from './settings.ts'
import { setupWords } from './setup.ts'
import { noticeWords } from './notices.ts'
import { rosterWords } from './roster.ts'
import { eventDeskWords } from './event-desk.ts'
import { teamsWords } from './teams.ts'
import { mergeWords } from './merge.ts'
import { soundWords } from './sound.ts'
import { tapWords } from './taps.ts'
import { todayWords } from './today.ts'
import { tourWords } from './tour.ts'
import { voiceWords } from './voice.ts'

/**
 * Every Chinese sentence that the page shows. Words of an elderly neighbour: say what happened and what to do,
 * never blame. A title is a list of phrases: a line may break between two of them, never inside one.
 */
type Phrases = readonly string[]

const phrases = (...parts: string[]): Phrases => parts

export const words = {
  activities: activitiesWords,
  attract: attractWords,
  audit: auditWords,
  recover: recoverWords,
  backup: backupWords,
  settings: settingsWords,
  device: deviceWords,
  today: todayWords,
  calendar: calendarWords,
  console: consoleWords,
  credit: creditWords,
  creditDesk: creditDeskWords,
  keyboard: keyboardWords,
  erase: eraseWords,
  kiosk: kioskWords,
  people: peopleWords,
  papers: papersDeskWords,
  notices: noticeWords,
  roster: rosterWords,
  eventDesk: eventDeskWords,
  teams: teamsWords,
  merge: mergeWords,
  tour: tourWords,
  voice: voiceWords,
  sound: soundWords,
  ...tapWords,
  ...languageWords,
  page: {
    title: '新时代文明实践站',
    comma: '，',
    enumeration: '、',
    more: '…',
    gap: '　',
    unknownCharacter: '生僻字',
  },
  bar: {
    label: '每一页都一样的键',
    home: phrases('首页'),
    back: phrases('返回'),
    textSize: phrases('字大小'),
    textSizeSign: '字',
    contrast: phrases('高对比'),
    listen: phrases('听一听'),
    silent: phrases('静音了'),
    lower: phrases('放低', '屏幕'),
    help: phrases('找人', '帮忙'),
  },
  textSize: { title: '字大小', standard: '标准', large: '大', largest: '特大' },
  lowered: { title: '屏幕放低了', how: '要看要点的都在下半边。再点一次这个键就回去。' },
  help: {
    title: phrases('工作人员', '在值班桌'),
    come: '请过去说一声，马上来帮您。',
    call: '走不动也没关系，招招手、喊一声就来。',
    ok: '好的',
  },
  desk: { sign: '值班' },
  staff: { clerk: '值班员', head: '站长' },
  time: {
    today: '今天',
    yesterday: '昨天',
    tomorrow: '明天',
    weekdays: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
    smallHours: '凌晨',
    morning: '上午',
    noon: '中午',
    afternoon: '下午',
    evening: '晚上',
    day: (month: number, day: number): string => `${String(month)}月${String(day)}日`,
    year: (year: number): string => `${String(year)}年`,
    dayInYear: (year: number, month: number, day: number): string =>
      `${String(year)}年${String(month)}月${String(day)}日`,
    date: (day: string, weekday: string): string => `${day} ${weekday}`,
    /** A day on a narrow strip of paper. */
    slash: (month: number, day: number): string => `${String(month)}/${String(day)}`,
    /** The clock of the page's head: hours from 0 to 12. */
    clock: (part: string, hour: number, minute: string): string => `${part} ${String(hour)}:${minute}`,
    hour: (part: string, hour: number): string => `${part}${String(hour)}点`,
    halfPast: (part: string, hour: number): string => `${part}${String(hour)}点半`,
    hourMinute: (part: string, hour: number, minute: string): string => `${part}${String(hour)}点${minute}分`,
  },
  kinds: coreWords.eventKinds,
  signUp: signUpWords,
  units: { points: '分', hours: '小时', minutes: '分', milliseconds: '毫秒' },
  event: {
    now: '正在签到',
    arrived: '人已到',
    todayAlso: '今天还有',
    todayOver: phrases('今天没有', '别的活动了'),
    next: '下一场',
    noneSoon: '这几天还没有安排活动',
    host: (host: string): string => `${host}主讲`,
    placesLeft: (places: number): string => (places === 0 ? '位子满了' : `还有 ${String(places)} 个位子`),
  },
  tapPrompt: phrases('请把身份证', '放在读卡处'),
  tapHint: { below: '就在屏幕下面。', left: '就在屏幕左边。', right: '就在屏幕右边。' },
  tapSound: '听到“嘀”一声就好。',
  takeCard: phrases('请收好', '您的身份证'),
  takeCardHint: phrases('已经读好了，', '别落在这儿。'),
  readerDown: phrases('读卡器没连上，', '请找工作人员'),
  readerDownHint: phrases('不刷卡也能签到，', '到值班桌报名字。'),
  nothingOn: phrases('现在没有活动'),
  nothingOnHint: phrases('这会儿刷卡不签到，', '只看您自己的情况。'),
  queue: {
    sent: '读卡器正常，记录都已上报',
    sentNoReader: '记录都已上报',
    sending: ['正在上报，还有 ', ' 条'],
    offline: '网络断了，不影响签到',
    refused: '中心暂时没收，不影响签到',
    kept: ['', ' 条已存好'],
    noCentre: '记录都存在本站',
  },
  checkedIn: phrases('签到好了'),
  already: phrases('您已经', '签过到了'),
  unreadable: phrases('没读出来，', '请再放一次'),
  unreadable2: phrases('还是读不出，', '请找工作人员'),
  notIdCard: phrases('这不是身份证，', '请换身份证'),
  cardUnverified: phrases('这张卡认不出，', '请找工作人员'),
  minor: phrases('小朋友请跟', '家长一起登记'),
  checking: phrases('请稍候，', '正在核对'),
  notRecorded: phrases('这次没记上，', '请签纸上的名册'),
  full: phrases('名额满了'),
  notEligible: (minAge: number): Phrases => ['这项活动是为', `${String(minAge)}岁以上`, '老人办的'],
  cardExpired: '证件过期了，签到照常',
  clockWrong: '签到已记下，时间要工作人员核对',
  result: {
    hello: '您好',
    welcome: '欢迎您',
    noNeed: '不用再刷',
    points: '积分',
    balance: '现有',
    owed: '欠',
    served: '志愿时长',
    balanceSame: '现有积分，没有变',
    servedSame: '志愿时长，没有变',
    balanceNow: '现有积分',
    once: '一场只算一次，刷多了也不要紧。',
    next: '接下来',
    nextAt: (time: string, title: string): string => `${time} ${title}`,
    nextPlace: (place: string, same: boolean): string => `，${same ? '还在' : '在'}${place}`,
    thanks: phrases('谢谢您来，', '找个座坐下就好。'),
    thanksAgain: phrases('放心坐着，', '您这次已经记上了。'),
    firstVisit: ['您是第一次来。', '以后都刷这张身份证。'],
    where: (place: string): string => `活动在${place}，找个座坐下就好。`,
    askSoon: '等一下问您一件事，想好再答。',
    comeBack: '到时候再来，刷这张身份证就行。',
    whatNow: '您可以这样做',
    ok: '好的',
  },
  refused: {
    tellStaff: ['家里有难处，跟', '工作人员', '说一声就行。'],
    askForPlace: ['想等空位，跟', '工作人员', '说一声。'],
    later: '，到时候再刷卡。',
    nothingLost: '这次没有签到，积分不受影响。',
  },
  retry: {
    title: '三步就好',
    steps: [phrases('卡片放平', '贴住读卡处'), phrases('手松开', '别挪动'), phrases('听到“嘀”', '再拿走')],
    original: '要用身份证原卡。手机照片和复印件读不出来。',
    help: '还是不行，找人帮忙',
  },
  withoutCard: {
    title: '不刷卡，也能签到',
    sayName: '报名字',
    sayNameHow: '说一声姓名，工作人员查到您，替您签到。',
    onPaper: '签纸上',
    onPaperHow: '名册在值班桌上，签了回头补进来。',
    notYourFault: '卡旧了会这样，不怪您。积分一样算。',
    noCardToday: '今天没带身份证也不要紧。积分一样算。',
    machineFault: '是机器的事，不怪您。积分一样算。',
    otherCard: '换张卡再放',
    help: '找人帮忙',
  },
  child: {
    title: '请大人带着',
    counted: ['', '人数已经数进去了', '，跟着大人坐就好。'],
    notCounted: ['现在没有活动，', '到时候', '跟着大人来就好。'],
    nothingKept: '小朋友证件上的内容，机器一样也没存。',
  },
  waiting: {
    title: '卡已经读到了',
    body: '机器在看这次记上没有，一会儿就好。',
    noNeed: '不用再刷，站一站就行。',
  },
  consent: {
    title: phrases('要不要攒信用积分？'),
    lead: '您已经签到好了。这件事由您自己定，可以先问问家里人。',
    leadOut: '您已经签退好了。这件事由您自己定，可以先问问家里人。',
    leadMissed: '上回来的人多，没来得及问您。这回补问一句。',
    leadNoEvent: '这件事由您自己定，可以先问问家里人。',
    /** The four sentences of the notice; the second has its own strong part. */
    record: phrases('同意后，', '您参加的活动和服务', '算成积分。'),
    stays: phrases(
      '姓名只存在本站，',
      '证件号要您另外同意才报；',
      '报给市里的次数不带姓名。',
      '不存照片、住址、指纹。',
    ),
    free: '不同意也能参加一切活动。',
    cancel: '随时可以刷卡取消。',
    agree: '同意',
    disagree: '不同意',
    later: '以后再说',
    busy: '正在记下…',
    failed: '没记上，请再点一次。',
  },
  sharing: {
    title: phrases('要不要把您的身份证号', '报给市文明实践中心？'),
    lead: '这是另一件事，单独问您。',
    /** Before the points added, between them and the balance, after it. */
    pointsGiven: ['好，积分 ', '，现有 ', ' 分。'],
    yes: phrases('报上去，别的村', '也认您的积分。'),
    no: phrases('不报，积分', '只在本村算。'),
    facts: [
      { term: '谁收到', strong: '市文明实践中心', rest: phrases('，不再给别人。') },
      { term: '报什么', strong: '', rest: phrases('只报身份证号这一样。') },
      {
        term: '不报时',
        strong: '',
        rest: phrases('中心只看到编号、年龄段、性别、', '参加次数和积分。'),
      },
      { term: '改主意', strong: '', rest: phrases('随时可以刷卡取消。') },
    ],
  },
  thanks: {
    title: phrases('记下了'),
    points: phrases('从现在起，', '来一次攒一次。'),
    plain: phrases('谢谢您，', '随时可以刷卡取消。'),
    added: '这次积分',
    ok: '好的',
  },
  safe: {
    title: phrases('机器正在休息，', '请找工作人员'),
    paper: phrases('签到请签纸上的名册，', '回头补进来。'),
    kept: phrases('以前记的都在，', '一条不少。'),
    trying: phrases('机器自己在试，', '好了就回首页。'),
  },
  setup: setupWords,
  demo: {
    label: '演示抽屉',
    banner: '演示',
    invented: '人和数都是编的，放心试。',
    survives: '重启也还在。',
    pin: (pin: string): string => `员工密码 ${pin}`,
    title: phrases('点一张卡', '，就当放上读卡处'),
    open: '打开抽屉，点卡试试',
    close: '收起',
    centre: (address: string): string => `中心页面 ${address}`,
    startOver: '重来',
    goLive: '正式使用',
    cut: '拔网线',
    cutOn: '插回网线',
    power: '断电',
    crowd: '来 60 个人',
    crowdDone: (done: number, total: number): string => `${String(done)} / ${String(total)}`,
    age: (age: number): string => `${String(age)}岁`,
    unreadableName: '读不出',
    notes: {
      longTerm: '长期证',
      age: '身份证',
      foreigner: '永居证',
      child: '小朋友',
      unreadable: '磨花的卡',
      again: '再来一次',
    },
    hints: {
      longTerm: '长期有效',
      age: '像平常一样刷',
      foreigner: '外国人，拉丁字母名',
      child: '跟家长一起登记',
      unreadable: '连放两次试试看',
      again: '同一张，该说签过了',
    },
    way: {
      title: '上一张卡走的路',
      before: '点一张卡，看它走哪些路',
      record: (number: number): string => `，记作第 ${String(number)} 条`,
      total: '一共',
      stages: ['卡', '校验', '落盘', '屏幕', '中心'],
      waiting: '在等',
    },
    sure: {
      startOver: phrases('从头再来一遍？'),
      startOverHow: '演示里记下的都会清掉，回到刚开始的样子。',
      goLive: phrases('开始正式使用？'),
      goLiveHow: '演示就此结束。真的站点从一个新的空文件夹开始。',
      no: '算了',
      failed: '没有办成，请再试一次。',
    },
  },
}

export type Words = typeof words
