import type { RosterEnd, RosterField, RowFaultCode, TableRefusal } from '../roster.ts'

/** Words at the head of a column, most usual first. Blanks, brackets and stars do not count. */
export const rosterHeaders: Record<RosterField, readonly string[]> = {
  name: ['姓名', '名字', '村民姓名', '人员姓名', '居民姓名', '志愿者姓名', '队员姓名'],
  idNumber: [
    '身份证号',
    '身份证号码',
    '身份证',
    '证件号',
    '证件号码',
    '公民身份号码',
    '公民身份证号码',
    '居民身份证号码',
  ],
  birth: ['出生日期', '出生年月', '出生年月日', '出生年份', '出生年', '出生', '生日'],
  sex: ['性别', '男女'],
  volunteerNo: ['志愿者编号', '志愿者号', '志愿编号', '志愿服务编号', '编号'],
  team: ['队伍', '志愿队伍', '志愿服务队', '所在队伍', '所属队伍', '服务队', '小队', '队名'],
  household: ['户号', '户编号', '家庭编号'],
}

/** What stands in a column for a man and a woman, besides the codes. */
export const rosterSexes: { male: readonly string[]; female: readonly string[] } = {
  male: ['男', '男性'],
  female: ['女', '女性'],
}
export const teamSeparators = '、，,；;/'
/** Between year, month and day. */
export const birthSigns = { year: '年', month: '月', day: '日' }

const fields: Record<RosterField, string> = {
  name: '姓名',
  idNumber: '身份证号',
  birth: '出生',
  sex: '性别',
  volunteerNo: '志愿者编号',
  team: '队伍',
  household: '户号',
}

const refused: Record<TableRefusal, string> = {
  empty: '这个文件里没有人。请换一个文件。',
  picture: '这是一张图片，不是表格。请换一个文件。',
  oldExcel: '这是旧格式或者带密码的表格。请在电脑上另存为不带密码的 .xlsx，再拿来。',
  notTable: '这个文件不是表格。只认 .csv 和 .xlsx。',
  encoding: '里面的字认不出来。请在电脑上另存为 .xlsx，再拿来。',
  quotes: '这个文件有一个引号没有配对，分不清行。请在电脑上另存为 .xlsx，再拿来。',
  damaged: '这个表格坏了，打不开。请在电脑上重新存一次。',
  bomb: '这个文件解开来太大，不像名单，没有打开。',
  tooManyRows: '超过五万行。请分成几个文件。',
  tooManyColumns: '超过四十列。请删掉用不着的列。',
  tooHeavy: '这个表格太大，机器读不完。请分成几个文件。',
}

const other = (row: number | null): string => (row === null ? '别的行' : `第 ${String(row)} 行`)

const faults: Record<RowFaultCode, (row: number | null) => string> = {
  nameMissing: () => '没写姓名',
  nameLong: () => '姓名超过 30 个字',
  nameOdd: () => '姓名里有不是字的符号',
  idShort: () => '身份证号不够 18 位',
  idLong: () => '身份证号多于 18 位',
  idOdd: () => '身份证号里有不该有的字',
  idOld: () => '15 位的老身份证号，请写 18 位的',
  idForeign: () => '这种证件号不用填，请本人来刷卡',
  idFigure: () => '身份证号存成了数，后几位丢了。请改成文本重填',
  idCheck: () => '身份证号最后一位对不上',
  idBirth: () => '身份证号里的生日不对',
  birthMissing: () => '没有身份证号，也没有出生年',
  birthOdd: () => '出生日期看不懂',
  birthDiffers: () => '出生日期和身份证号对不上',
  sexOdd: () => '性别看不懂',
  sexDiffers: () => '性别和身份证号对不上',
  child: () => '不满 14 岁，不登记',
  tooOld: () => '年龄超过 120 岁，请核对',
  volunteerNoOdd: () => '志愿者编号只能是字母、数字和横线',
  volunteerNoTaken: () => '志愿者编号别人已经用了',
  volunteerNoTwice: (row) => `志愿者编号和${other(row)}一样`,
  teamLong: () => '队名超过 20 个字',
  teamsMany: () => '队伍超过 5 个',
  householdOdd: () => '户号只能是字母、数字和横线',
  twice: (row) => `和${other(row)}是同一个人`,
  namesake: () => '在册有同名同年生的人，请补身份证号',
}

const ends: Record<RosterEnd, string> = {
  all: '全部导好了',
  cancelled: '停下了',
  storeFull: '机器的盘满了，停下了',
  notAllowed: '账号不能再导入了，停下了',
  failed: '出了毛病，停下了',
}

const grouped = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')

/** Heads and names of the file with the rows that were left out. */
export const rosterFile = {
  name: (moment: string): string => `名单错行-${moment}.csv`,
  row: '行',
  fault: '哪里不对',
}

/** Words of the pages 导入名单. */
export const rosterWords = {
  key: '导入名单',
  title: '导入名单',
  steps: ['选文件', '对列', '看一遍', '存'],
  step: (now: number, of: number, word: string): string =>
    `第 ${String(now)} 步，共 ${String(of)} 步：${word}`,
  fields,
  refused,
  fault: (code: RowFaultCode, row: number | null): string => faults[code](row),
  ends,
  files: {
    title: '插上U盘，点一个文件',
    how: '认 .csv 和 .xlsx，最大 12 MB。只取姓名、身份证号、出生、性别、志愿者编号、队伍、户号。',
    looking: '正在看U盘…',
    none: '没看到表格。请插上U盘，再看一次。',
    gone: '文件不见了，U盘是不是拔了？请再看一次。',
    again: '再看一次',
    size: (kilobytes: number): string => `${grouped(kilobytes)} KB`,
  },
  another: '换一个文件',
  reading: '正在读这个文件…',
  checking: (done: string, total: string): string => `正在一行一行看：${done} / ${total}`,
  columns: {
    title: '每一列是什么？',
    rows: (rows: number): string => `${grouped(rows)} 行`,
    how: '机器认出来的已经标好。不对的，先点这一列，再点它是什么。',
    which: (letter: string): string => `${letter} 列是什么？`,
    column: (letter: string): string => `${letter} 列`,
    noHeader: '没有列名',
    skip: '不要这一列',
    noName: '先找出姓名那一列',
    submit: '看每一行对不对',
  },
  preview: {
    title: '导入前先看',
    fresh: '可以导入',
    known: '已经在册',
    faulty: '有错，不导入',
    knownHow: '在册的人不改姓名，只补上缺的队伍、志愿者编号、户号。',
    row: '行',
    name: '姓名',
    noName: '没写',
    wrong: '哪里不对',
    noFaults: '每一行都对。',
    save: '错行存到U盘',
    saved: (file: string): string => `错行存好了：${file}`,
    saveGone: 'U盘拔了，错行没存上。插上再点一次。',
    back: '重新对列',
    confirm: (people: number): string => `导入 ${grouped(people)} 人`,
    confirmKnown: (people: number): string => `补上 ${grouped(people)} 人缺的`,
    nobody: '没有可以导入的人',
  },
  saving: {
    title: '正在存，可以照常刷卡',
    done: (done: string, total: string): string => `存好 ${done} 人，一共 ${total} 人`,
    cancel: '停下',
    stopping: '正在停下…',
    how: '停下以后，已经存好的人留着，其余的不存。',
  },
  done: {
    added: '新登记',
    completed: '补全',
    left: '没存',
    faulty: '有错没导',
    how: '还没刷过卡的人，第一次刷身份证就对上，姓名以卡为准。',
    people: '回到人员',
    again: '再导一个',
  },
  failed: '没接上，请再试一次。',
  busy: '别人正在导入，等一会儿再来。',
} as const
