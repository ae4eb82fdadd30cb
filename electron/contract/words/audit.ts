import type { AuditTopic } from '../audit.ts'
import { kioskEnd } from '../kiosk.ts'
import { backupWords } from './backup.ts'
import { consoleWords } from './console.ts'
import { eraseReason } from '../erase-calls.ts'
import { eraseWords } from './erase.ts'
import { kioskWords } from './kiosk.ts'
import { peopleWords } from './people.ts'

type Detail = Readonly<Record<string, string | number | boolean | null>>

/** What a sentence of the audit is made from: titles and names of staff, never a resident. */
export interface AuditFacts {
  /** Title of the event that it is about. */
  event: string | null
  /** Title of the notice. */
  notice: string | null
  /** The staff member to whom it was done. */
  staff: string | null
  /** The other one of two persons. */
  second: string | null
  detail: Detail
}

type Say = (facts: AuditFacts) => string

const of = ({ event }: AuditFacts): string => (event === null ? '' : `“${event}”`)
const noticeOf = ({ notice }: AuditFacts): string => (notice === null ? '通知' : `通知“${notice}”`)
const withSecond = ({ second }: AuditFacts): string => (second === null ? '' : `，${second}批`)
const count = ({ detail }: AuditFacts, name: string): string => String(detail[name] ?? 0)

/** A reason that the station knows, in words. */
const because = (words: Readonly<Record<string, string>>, code: unknown): string => {
  const word = typeof code === 'string' && Object.hasOwn(words, code) ? words[code] : undefined
  return word === undefined ? '' : `，因为${word}`
}
const where = ({ detail }: AuditFacts): string =>
  detail.where === 'stick' ? '，存到U盘' : detail.where === 'folder' ? '，存在机器里' : ''

const lockedBy: Readonly<Record<string, string>> = {
  staff: '锁上了管理台',
  card: '有人刷卡，管理台自己锁上',
  idle: '没人碰，管理台自己锁上',
}
const leftBy: Readonly<Record<string, string>> = {
  staff: '退出了管理台',
  pageClosed: '页面关了，退出了管理台',
  otherStaff: '换了人，退出了管理台',
  inactive: '不再是工作人员，退出了管理台',
  pinChanged: '密码换了，退出了管理台',
  stop: '关机，退出了管理台',
}
const by = (words: Readonly<Record<string, string>>, { detail }: AuditFacts): string =>
  (typeof detail.by === 'string' ? words[detail.by] : undefined) ?? words.staff ?? ''

const eraseWhy = ({ detail }: AuditFacts): string =>
  eraseWords.why[eraseReason.catch('asked').parse(detail.reason)]

const seen: Readonly<Record<string, Say>> = {
  'people.found': (facts) => `查找人员，找到 ${count(facts, 'total')} 位`,
  'people.opened': () => '打开了个人资料',
  'people.revealed': ({ detail }) => `看了全名和证件号${because(peopleWords.reveal.why, detail.why)}`,
  'teams.listed': () => '看了有哪些队',
  'teams.opened': (facts) => `看了一支队里有谁，${count(facts, 'members')} 位`,
  'roster.listed': () => '看了U盘里的名册',
  'roster.opened': () => '打开了一份名册',
  'credit.opened': () => '看了积分明细',
  'credit.quarterOpened': () => '看了季度积分',
  'claims.listed': () => '看了审批的清单',
  'claims.opened': () => '打开了一件申报',
  'claims.photoOpened': () => '看了申报的照片',
  'objections.listed': () => '看了异议的清单',
  'event.opened': (facts) => `打开了活动${of(facts)}`,
  'events.listed': () => '看了活动的清单',
  'events.templatesSeen': () => '看了活动的样板',
  'events.clashesSeen': () => '查了活动撞不撞时间',
  'events.planSeen': () => '看了月计划',
  'events.monthCopiesSeen': () => '看了照上月抄会怎样',
  'stick.listed': () => '看了U盘里的图片',
  'stick.read': () => '取了U盘里的一张图片',
  'audit.listed': (facts) => `看了操作记录，关系到 ${count(facts, 'people')} 位居民`,
}

const people: Readonly<Record<string, Say>> = {
  'people.added': () => '登记了一位没带卡的人',
  'people.described': () => '改了队伍、志愿号或户号',
  'people.corrected': ({ detail }) => `改正了登记的内容${because(peopleWords.correct.why, detail.reason)}`,
  'people.joined': () => '把两份并成一人',
  'people.mergeTried': () => '看了两张卡并成一人会怎样',
  'people.erasureAsked': (facts) => `${eraseWords.acts.asked(eraseWhy(facts))}${withSecond(facts)}`,
  'people.erasureTakenBack': () => eraseWords.acts.takenBack,
  'people.erased': (facts) => `${eraseWords.acts.erased(eraseWhy(facts))}${withSecond(facts)}`,
  'people.merged': (facts) => `把两张卡并成一人${withSecond(facts)}`,
  'teams.added': () => '加进了一支队',
  'teams.removed': () => '移出了一支队',
  'roster.confirmed': () => '确认导入一份名册',
  'roster.imported': (facts) => `导入了名册，新登记 ${count(facts, 'added')} 位`,
  'roster.faultsSaved': (facts) => `导出了名册里有错的 ${count(facts, 'rows')} 行`,
}

const attendance: Readonly<Record<string, Say>> = {
  'attendance.undone': (facts) =>
    `撤回了签到${of(facts)}${because(consoleWords.undo.reasons, facts.detail.reason)}`,
  'attendance.undoRefused': (facts) => `想撤回签到${of(facts)}，没撤成`,
  'attendance.childrenCounted': (facts) => `记了 ${count(facts, 'count')} 位小朋友${of(facts)}`,
  'attendance.enteredByHand': (facts) =>
    `代签${of(facts)}${because(consoleWords.reasons, facts.detail.reason)}${withSecond(facts)}`,
  'attendance.minutesConfirmed': (facts) =>
    `补了 ${count(facts, 'minutes')} 分钟${of(facts)}${because(consoleWords.reasons, facts.detail.reason)}${withSecond(facts)}`,
  'attendance.checkInByHandRefused': (facts) => `想代签${of(facts)}，没签成`,
  'attendance.confirmMinutesRefused': (facts) => `想补时长${of(facts)}，没补成`,
  'crowd.held': () => '开了集中签到',
  'crowd.letGo': () => '结束了集中签到',
}

const events: Readonly<Record<string, Say>> = {
  'event.created': (facts) => `新做了活动${of(facts)}`,
  'event.copied': (facts) => `照样做了活动${of(facts)}`,
  'events.monthCopied': (facts) => `照上月做了 ${count(facts, 'made')} 场草稿`,
  'event.published': (facts) => `发布了活动${of(facts)}`,
  'event.edited': (facts) => `改了活动${of(facts)}`,
  'event.withdrawn': (facts) => `收回了活动${of(facts)}`,
  'event.cancelled': (facts) => `取消了活动${of(facts)}`,
  'event.pinned': (facts) => `刷卡固定到${of(facts)}`,
  'event.unpinned': () => '取消了固定',
  'event.extended': (facts) => `延长 ${count(facts, 'minutes')} 分钟${of(facts)}`,
}

const credit: Readonly<Record<string, Say>> = {
  'claims.reported': () => '自己报了一件好事',
  'claims.filed': (facts) => `记了一笔积分申报${ruleOf(facts)}`,
  'claims.fileRefused': () => '想记一笔积分，没记成',
  'claims.vouched': (facts) => `核对了居民自己报的好事${ruleOf(facts)}`,
  'claims.vouchRefused': () => '想核对居民报的好事，没办成',
  'claims.returned': () => '退回了一件申报',
  'claims.returnRefused': () => '想退回一件申报，没办成',
  'claims.approved': (facts) => `批准了一件申报${facts.second === null ? '' : `，${facts.second}提的`}`,
  'claims.approveRefused': () => '想批一件申报，没批成',
  'claims.posted': () => '公示满了，积分记上',
  'claims.failed': () => '公示满了，积分没记上',
  'credit.reportRefused': () => '自己报了一件好事，没收下',
  'credit.reversed': (facts) => `撤了一笔积分${withSecond(facts)}`,
  'credit.reverseRefused': () => '想撤一笔积分，没撤成',
  'credit.quarterSaved': (facts) => `导出了季度积分${where(facts)}`,
  'objections.filed': () => '说一笔积分不对',
  'objections.answered': (facts) => `答复了异议${withSecond(facts)}`,
  'objections.answerRefused': () => '想答复异议，没办成',
}

/** The rule's code, as it stands in the village's book. */
function ruleOf({ detail }: AuditFacts): string {
  return typeof detail.rule === 'string' ? `，第 ${detail.rule} 条` : ''
}

const papers: Readonly<Record<string, Say>> = {
  'notice.saved': (facts) => `写了${noticeOf(facts)}`,
  'notice.published': (facts) => `贴出了${noticeOf(facts)}`,
  'notice.withdrawn': (facts) => `收回了${noticeOf(facts)}`,
  'papers.planPrinted': (facts) => `打印了月计划${where(facts)}`,
  'papers.posterPrinted': (facts) => `打印了海报${of(facts)}${where(facts)}`,
  'papers.rosterPrinted': (facts) =>
    `打印了签到名单${of(facts)}，${count(facts, 'people')} 位${where(facts)}`,
  'papers.rosterSaved': (facts) => `导出了签到名单${of(facts)}，${count(facts, 'people')} 位${where(facts)}`,
  'audit.printed': (facts) => `打印了操作记录，${count(facts, 'rows')} 条${where(facts)}`,
  'audit.saved': (facts) => `导出了操作记录，${count(facts, 'rows')} 条${where(facts)}`,
}

const done = ({ detail }: AuditFacts, yes: string, no: string): string =>
  detail.result === 'done' || detail.result === 'restarting' ? yes : no

const door: Readonly<Record<string, Say>> = {
  'staff.signedIn': () => '进了管理台',
  'staff.signedOut': (facts) => by(leftBy, facts),
  'staff.locked': (facts) => by(lockedBy, facts),
  'staff.pinRight': ({ detail }) => (detail.purpose === 'approval' ? '输密码批事，对了' : '输密码，对了'),
  'staff.recovered': ({ staff, detail }) =>
    `用恢复码给${staff ?? ''}换了密码，还剩 ${String(detail.left ?? 0)} 个码`,
  'staff.codeWrong': () => '输恢复码，错了',
  'staff.pinWrong': ({ detail }) => (detail.purpose === 'approval' ? '输密码批事，错了' : '输密码，错了'),
}

const setup: Readonly<Record<string, Say>> = {
  'staff.created': ({ staff }) => `加了工作人员${staff ?? ''}`,
  'clock.confirmed': () => '看过机器的钟，时间是对的',
  'setup.stationDone': () => '定了站的编号和名字',
  'setup.addStaffDone': ({ staff }) => `加了工作人员${staff ?? ''}`,
  'setup.staffDoneDone': () => '定了由谁来管',
  'codes.made': () => '做了新的恢复码，旧的作废',
  'setup.linkCardDone': ({ staff }) => `记下了${staff ?? ''}本人的证`,
  'setup.clockDone': () => '核对了时间',
  'setup.placeDone': () => '定了读卡器的位置',
  'setup.openingDone': () => '定了开门时间',
  'setup.contactDone': () => '定了告示上的联系人',
  'setup.pairDone': () => '和中心连上了',
  'setup.openDone': () => '开张了',
  'setup.laterDone': () => '有一步以后再说',
  'records.emptied': ({ detail }) =>
    `中心收下满 400 天，清掉了 ${String(Number(detail.to) - Number(detail.from) + 1)} 条记录的内容`,
  'kiosk.endedByCode': ({ detail }) =>
    `用恢复码${kioskWords.audit[kioskEnd.catch('leave').parse(detail.how)]}，还剩 ${String(detail.left ?? 0)} 个码`,
  'kiosk.ended': ({ detail }) => kioskWords.audit[kioskEnd.catch('leave').parse(detail.how)],
  'store.recovered': ({ detail }) =>
    Number(detail.missingRecords) > 0
      ? `记录坏过，修好了，少 ${String(detail.missingRecords)} 条`
      : '记录坏过，修好了',
  'backup.made': (facts) => done(facts, backupWords.acts.made, backupWords.acts.madeNot),
  'backup.stickChosen': (facts) => done(facts, backupWords.acts.stickChosen, backupWords.acts.stickChosenNot),
  'backup.sheetMade': () => backupWords.acts.sheetMade,
  'backup.restored': (facts) => done(facts, backupWords.acts.restored, backupWords.acts.restoredNot),
  'backup.recoverySeen': () => backupWords.acts.recoverySeen,
  'backup.machineConfirmed': () => backupWords.acts.machineConfirmed,
  'backup.keyChanged': (facts) => done(facts, backupWords.acts.keyChanged, backupWords.acts.keyChangedNot),
  'device.sentNow': () => '叫机器马上上报',
  'device.readerSearched': () => '叫机器重新找读卡器',
  'device.bundleSaved': ({ detail }) =>
    detail.where === 'stick' ? '把打包的文件存进U盘' : '把打包的文件存在机器里',
  'sound.changed': () => '改了声音的大小',
}

/** Words of who did and saw what, on the page, on paper and in files. */
export const auditWords = {
  key: '操作记录',
  title: '操作记录',
  sub: '新的在前，改不了也删不掉',
  comma: '，',
  back: '返回',
  loading: '正在取记录…',
  failed: '没取到，请再试一次。',
  none: '没有这样的记录。',
  total: (rows: number): string => `一共 ${String(rows)} 条`,
  columns: ['时间', '谁', '做了什么', '关于谁'],
  holder: '居民本人',
  station: '机器自己',
  gone: '已离开的人',
  acts: { ...seen, ...people, ...attendance, ...events, ...credit, ...papers, ...door, ...setup },
  /** For an entry of a newer or older build. */
  other: '办了一件事',
  filter: {
    title: '只看',
    who: '谁',
    topic: '哪一类',
    days: '哪几天',
    about: '关于谁',
    all: '都看',
    anyone: '不限',
    span: { all: '不限', today: '今天', week: '近七天', month: '近三十天', chosen: '自己选' },
    from: '从哪天起',
    to: '到哪天止',
    fromTo: (from: string, to: string): string => `${from} 到 ${to}`,
    choose: '找一位居民',
    change: '换一位',
    drop: '不限这一位',
    whomTitle: '看关于谁的记录',
    whomSub: '打名字的拼音字头，点开就是',
    clear: '全部不限',
  },
  topics: {
    seen: '看了什么',
    people: '人员',
    attendance: '签到时长',
    events: '活动',
    credit: '积分审批',
    papers: '通知打印',
    door: '登录密码',
    setup: '设置',
  } satisfies Record<AuditTopic, string>,
  print: '打印 A4',
  save: '导出表格',
  making: '正在做，请等一会儿…',
  giveUp: '不等了',
  tooMany: '太多了，打不下。请少选几天，或者导出表格。',
  savedStick: (file: string): string => `存到U盘了：${file}`,
  savedFolder: (file: string): string => `没插U盘，存在机器里：${file}`,
  file: (moment: string, ending: string): string => `操作记录-${moment}.${ending}`,
  paper: {
    printed: (when: string, by: string): string => `${when} 由${by}打印`,
    everything: '全部记录',
    about: (name: string): string => `关于${name}`,
    foot: '居民姓名已遮住中间的字。',
  },
} as const
