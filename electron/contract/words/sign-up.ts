/** Words of signing up with the card. */
type Phrases = readonly string[]

const phrases = (...parts: string[]): Phrases => parts

export const signUpWords = {
  done: '报上名了',
  inQueue: '排上队了',
  titles: {
    signedUp: phrases('报上名了'),
    again: phrases('您已经', '报过名了'),
    waitListed: phrases('排上队了'),
    full: phrases('名额满了'),
    notYet: (time: string): Phrases => ['还没开始报名，', `${time}开始`],
    closed: phrases('报名时间过了'),
    past: phrases('这场已经', '开始了'),
    cancelled: phrases('这场取消了'),
    notNeeded: phrases('这场不用报名，', '直接来就行'),
  },
  comeAgain: ['那天再刷一次身份证，', '就是签到', '。'],
  place: (place: number): Phrases => ['您排', `第 ${String(place)} 位`, '，有人不来就轮到您。'],
  clash: (title: string): Phrases => ['这时候您已报了', title, '，看您去哪一个。'],
  alsoIn: (title: string): Phrases => ['', title, '，签到也好了。'],
  alsoOut: (title: string): Phrases => ['', title, '，签退也好了。'],
  askStaff: ['想参加，跟', '工作人员', '说一声。'],
} as const
