import type { ConsentWord, CorrectReason, RevealReason } from '../people.ts'

const consent: Record<ConsentWord, string> = { yes: '同意', no: '不同意', later: '以后再说', never: '没问过' }
const why: Record<RevealReason, string> = {
  checkCard: '核对证件',
  fillForm: '填表上报',
  asked: '本人要看',
  other: '别的事',
}
const correctWhy: Record<CorrectReason, string> = {
  mistyped: '当时打错了',
  misheard: '当时听错了',
  toldOtherwise: '本人来改的',
  other: '别的原因',
}

/** Words of the pages about people. */
export const peopleWords = {
  counts: (people: string, volunteers: string): string => `在册 ${people} 人，志愿者 ${volunteers} 人`,
  table: {
    name: '姓名',
    number: '证件号',
    team: '队伍',
    served: '时长',
    points: '积分',
    consent: '攒分',
    none: '无',
    noCard: '没登过卡',
    noPoints: '—',
  },
  consent,
  consents: {
    title: '同意的事',
    scoring: '攒信用积分',
    sharing: '证件号报中心',
    given: { card: (day: string) => `${day} 本人刷卡`, staff: (day: string) => `${day} 工作人员代记` },
    never: '还没问过，刷卡时会问',
  },
  number: '证件号',
  reveal: {
    key: '显示',
    hide: '收起',
    title: '为什么要看全名和证件号？',
    why,
    how: '点一个原因，全名和证件号显示 30 秒，会留一条记录。',
    left: (seconds: number): string => `还显示 ${String(seconds)} 秒`,
  },
  correct: {
    key: '改正',
    title: '改正登记的内容',
    how: '只能改没带卡时登记的。刷过卡的，以卡为准。',
    name: '姓名',
    nameHint: '不改就空着',
    birthYear: '出生年',
    birthYearHint: '四位数，不改就空着',
    sex: '男女',
    whyTitle: '为什么改？',
    why: correctWhy,
    submit: '改好，记下',
    done: '改好了。',
    faults: {
      nothing: '先改一处',
      name: '姓名只能是汉字或字母',
      year: '出生年对不上',
      child: '14 岁以下的不登记',
      why: '再点一个原因',
    },
  },
} as const
