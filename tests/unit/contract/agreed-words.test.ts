import { describe, expect, test } from 'vitest'
import { english } from '../../../electron/contract/words/en/words.ts'
import type { ResidentWords } from '../../../electron/contract/words/spoken.ts'
import { words as chinese } from '../../../electron/contract/words/zh-CN.ts'

/** A title is a list of phrases; what is spoken is the sentence. */
const sentence = (said: string | readonly string[]): string =>
  typeof said === 'string' ? said : said.join('')

interface Agreed {
  key: string
  say: (words: ResidentWords) => string | readonly string[]
  zh: string
  en: string
}

const agreed = (key: string, say: Agreed['say'], zh: string, en: string): Agreed => ({ key, say, zh, en })

/** The sentences that were agreed on with those who know the elderly: not a character differs. */
const table: readonly Agreed[] = [
  agreed('tapPrompt', (w) => w.tapPrompt, '请把身份证放在读卡处', 'Place your ID card on the reader'),
  agreed('checkedIn', (w) => w.checkedIn, '签到好了', 'You are checked in'),
  agreed('already', (w) => w.already, '您已经签过到了', 'You are already checked in'),
  agreed('checkedOut', (w) => w.checkedOut, '签退好了', 'Signed out'),
  agreed('checkedOut, how long', (w) => w.out.servedToday('#'), '今天服务#', 'Served # today'),
  agreed(
    'pointsAdded',
    (w) => `${w.served.points} +0.5${w.served.balance('86.5')}`.trim(),
    '积分 +0.5，现有 86.5 分',
    '+0.5 points, 86.5 in all',
  ),
  agreed('nothingOn', (w) => w.nothingOn, '现在没有活动', 'Nothing is on right now'),
  agreed(
    'tooEarly',
    (w) => w.tooEarly('8:30'),
    '还没到时间，8:30开始签到',
    'Too early. Check-in opens at 8:30',
  ),
  agreed('tooLate', (w) => w.tooLate, '签到时间过了，请找工作人员', 'Check-in has closed. Please ask staff'),
  agreed('full', (w) => w.calendar.event.fullAsk, '名额满了，要排队等位吗？', 'Full. Join the waiting list?'),
  agreed('notEligible', (w) => w.notInTeam('锣鼓队'), '这项活动是为锣鼓队办的', 'This one is for 锣鼓队'),
  agreed('chooseEvent', (w) => w.chooseEvent, '您来参加哪一个？', 'Which one are you here for?'),
  agreed('unreadable', (w) => w.unreadable, '没读出来，请再放一次', 'Could not read it. Please try again'),
  agreed('unreadable2', (w) => w.unreadable2, '还是读不出，请找工作人员', 'Still no luck. Please ask staff'),
  agreed(
    'notIdCard',
    (w) => w.notIdCard,
    '这不是身份证，请换身份证',
    'Not an ID card. Please use your ID card',
  ),
  agreed(
    'cardExpired',
    (w) => w.cardExpired,
    '证件过期了，签到照常',
    'Card has expired; you are still checked in',
  ),
  agreed('takeCard', (w) => w.takeCard, '请收好您的身份证', 'Please take your card'),
  agreed('notMe', (w) => w.notMe.key, '这不是我', 'This is not me'),
  agreed('notMeDone', (w) => w.notMe.undone, '已撤销，请找工作人员看一下', 'Undone. Please ask staff'),
  agreed('minor', (w) => w.minor, '小朋友请跟家长一起登记', 'Children are counted with a grown-up'),
  agreed(
    'clockWrong',
    (w) => w.clockWrong,
    '签到已记下，时间要工作人员核对',
    'Recorded. Staff will check the time',
  ),
  agreed('offline', (w) => w.queue.offline, '网络断了，不影响签到', 'No network; check-in still works'),
  agreed(
    'readerDown',
    (w) => w.readerDown,
    '读卡器没连上，请找工作人员',
    'Reader not connected. Please ask staff',
  ),
  agreed('stillThere', (w) => w.credit.idle.title, '还在看吗？', 'Still there?'),
  agreed('stillThere, how long', (w) => w.credit.idle.left(9), '9秒后回首页', 'Home in 9 s'),
  agreed('keepReading', (w) => w.credit.idle.stay, '继续看', 'Keep reading'),
  agreed('done', (w) => w.credit.idle.done, '看完了', 'Done'),
  agreed('home', (w) => w.bar.home, '首页', 'Home'),
  agreed('back', (w) => w.bar.back, '返回', 'Back'),
  agreed('help', (w) => w.bar.help, '找人帮忙', 'Get help'),
  agreed('textSize', (w) => w.bar.textSize, '字大小', 'Text size'),
  agreed('contrast', (w) => w.bar.contrast, '高对比', 'Contrast'),
  agreed('lower', (w) => w.bar.lower, '放低屏幕', 'Lower screen'),
  agreed('signUp', (w) => w.calendar.event.join, '我要参加', 'Join'),
  agreed('signedUp', (w) => w.signUp.titles.signedUp, '报上名了', 'You are on the list'),
  agreed('signUpTap', (w) => w.calendar.card.join, '刷身份证就报上名', 'Tap your card to join'),
  agreed('consentTitle', (w) => w.consent.title, '要不要攒信用积分？', 'Collect credit points?'),
  agreed(
    'consentBody, what is counted',
    (w) => w.consent.record,
    '同意后，您参加的活动和服务算成积分。',
    'If you agree, what you join and do becomes points.',
  ),
  agreed(
    'consentBody, what is kept',
    (w) => w.consent.stays,
    '姓名只存在本站，证件号要您另外同意才报；报给市里的次数不带姓名。不存照片、住址、指纹。',
    'Your name stays at this station; your card number is sent only if you agree to that separately; the counts sent to the city carry no name. No photo, address or fingerprints are kept.',
  ),
  agreed(
    'consentBody, free',
    (w) => w.consent.free,
    '不同意也能参加一切活动。',
    'You can join everything without it.',
  ),
  agreed('consentBody, cancel', (w) => w.consent.cancel, '随时可以刷卡取消。', 'Cancel any time by card.'),
  agreed(
    'shareTitle',
    (w) => w.sharing.title,
    '要不要把您的身份证号报给市文明实践中心？',
    'Give your ID number to the city centre?',
  ),
  agreed(
    'shareBody, yes',
    (w) => w.sharing.yes,
    '报上去，别的村也认您的积分。',
    'With it, other stations know your points.',
  ),
  agreed(
    'shareBody, no',
    (w) => w.sharing.no,
    '不报，积分只在本村算。',
    'Without it, points count here only.',
  ),
  agreed(
    'shareBody, what the centre sees',
    (w) => w.sharing.facts[2]?.rest ?? '',
    '中心只看到编号、年龄段、性别、参加次数和积分。',
    'The centre sees only a code, an age band, the sex, attendance and points.',
  ),
  agreed(
    'shareBody, cancel',
    (w) => w.sharing.facts[3]?.rest ?? '',
    '随时可以刷卡取消。',
    'Cancel any time by card.',
  ),
  agreed('agree', (w) => w.consent.agree, '同意', 'Agree'),
  agreed('disagree', (w) => w.consent.disagree, '不同意', 'No'),
  agreed('notNow', (w) => w.consent.later, '以后再说', 'Later'),
  agreed('objection', (w) => w.credit.ask, '这笔不对，我要问', 'This is wrong, ask about it'),
  agreed('cannotAfford', (w) => w.credit.owed.missing('22'), '还差 22 分。', '22 points short.'),
  agreed('safePage', (w) => w.safe.title, '机器正在休息，请找工作人员', 'Resting. Please ask staff'),
]

describe('the agreed sentences', () => {
  test.each(table)('$key', ({ say, zh, en }) => {
    expect(sentence(say(chinese))).toBe(zh)
    expect(sentence(say(english))).toBe(en)
  })

  test('a clash names what was joined before', () => {
    expect(sentence(chinese.signUp.clash('剪纸'))).toMatch(/^这时候您已报了剪纸/)
    expect(english.signUp.clash('Papercuts').join('')).toMatch(/^You already joined Papercuts then/)
  })
})

describe('the words of a result', () => {
  const say = [
    chinese.checkedIn,
    chinese.already,
    chinese.checkedOut,
    chinese.alreadyOut,
    chinese.tooEarly('12:30'),
    chinese.tooLate,
    chinese.notEligible(80),
    chinese.notInTeam('理论政策宣讲队'),
    chinese.chooseEvent,
    chinese.unreadable,
    chinese.unreadable2,
    chinese.notIdCard,
    chinese.cardUnverified,
    chinese.minor,
    chinese.checking,
    chinese.notRecorded,
    chinese.full,
    chinese.nothingOn,
    chinese.takeCard,
    chinese.readerDown,
    chinese.notMe.doing,
    chinese.notMe.failed,
    chinese.notMe.undone,
    chinese.notMe.nothing,
    ...Object.values(chinese.signUp.titles).map((title) =>
      typeof title === 'function' ? title('12:30') : title,
    ),
  ].map(sentence)

  test.each(say)('%s is heard in one breath', (title) => {
    const counted = title.replace(/\d+(:\d+)?/g, '时').replace(/[，。？！]/gu, '')
    expect(Array.from(counted).length).toBeLessThanOrEqual(16)
  })
})

describe('what residents read in Chinese', () => {
  /** Every text of the keys that exist in English as well: the others are staff's. */
  const texts = (value: unknown, like: unknown): string[] => {
    if (typeof value === 'string') return [value]
    if (typeof value === 'function') {
      // A function of words is asked with anything that makes a text.
      const say = value as (...args: readonly unknown[]) => unknown
      return texts(say('lecture', '2', '3'), (like as typeof say)('lecture', '2', '3'))
    }
    if (typeof value !== 'object' || value === null || typeof like !== 'object' || like === null) return []
    return Object.keys(like).flatMap((key) =>
      texts((value as Record<string, unknown>)[key], (like as Record<string, unknown>)[key]),
    )
  }
  const { almanac, names, language, ...plain } = english
  const read = texts(chinese, plain)

  test('is everything, and the names beside it', () => {
    expect([almanac, names, language].length).toBe(3)
    expect(read.length).toBeGreaterThan(500)
    expect(read).toContain('签到好了')
    expect(read).not.toContain('审批')
  })

  test('is polite', () => {
    expect(read.filter((text) => text.includes('你'))).toEqual([])
    expect(read.filter((text) => text.includes('您')).length).toBeGreaterThan(30)
  })

  test('speaks of no machinery, and never blames', () => {
    const machinery = /系统|网络异常|认证|提交|操作失败|错误|异常|无效|非法|超时|终端|服务器|数据库|账户|登录/
    expect(read.filter((text) => machinery.test(text))).toEqual([])
  })

  test('has no codes', () => {
    const code = /[A-Z]{2,}|[A-Z]\d|0x|\b[1-9]\d{2}\b/
    expect(read.filter((text) => code.test(text))).toEqual([])
  })
})
