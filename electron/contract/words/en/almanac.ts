import type { ResidentWords } from '../spoken.ts'

/** Solar terms. */
const terms: Readonly<Record<string, string>> = {
  立春: 'Spring begins',
  雨水: 'Rain',
  惊蛰: 'Insects wake',
  春分: 'Spring equinox',
  清明: 'Qingming',
  谷雨: 'Grain rain',
  立夏: 'Summer begins',
  小满: 'Grain fills',
  芒种: 'Grain in ear',
  夏至: 'Summer solstice',
  小暑: 'Lesser heat',
  大暑: 'Great heat',
  立秋: 'Autumn begins',
  处暑: 'Heat ends',
  白露: 'White dew',
  秋分: 'Autumn equinox',
  寒露: 'Cold dew',
  霜降: 'First frost',
  立冬: 'Winter begins',
  小雪: 'Light snow',
  大雪: 'Heavy snow',
  冬至: 'Winter solstice',
  小寒: 'Lesser cold',
  大寒: 'Great cold',
}

const festivals: Readonly<Record<string, string>> = {
  春节: 'New Year',
  元宵节: 'Lanterns',
  龙抬头: 'Dragon Day',
  端午节: 'Dragon Boat',
  七夕: 'Qixi',
  中元节: 'Ghost Day',
  中秋节: 'Mid-Autumn',
  重阳节: 'Double Ninth',
  腊八节: 'Laba',
  小年: 'Little Year',
  除夕: "Year's eve",
  元旦: '1 January',
  学雷锋日: 'Lei Feng Day',
  妇女节: "Women's Day",
  植树节: 'Tree Day',
  劳动节: 'Labour Day',
  青年节: 'Youth Day',
  儿童节: "Children's Day",
  建党节: 'Party Day',
  建军节: 'Army Day',
  教师节: "Teachers' Day",
  国庆节: 'National Day',
  志愿者日: 'Volunteer Day',
}

/** The same in the cell of a day, which has room for seven letters. */
const short: Readonly<Record<string, string>> = {
  立春: 'Spring',
  惊蛰: 'Insects',
  春分: 'Equinox',
  清明: 'Clear',
  谷雨: 'Showers',
  立夏: 'Summer',
  小满: 'Grain',
  芒种: 'Sowing',
  夏至: 'Xiazhi',
  小暑: 'Warm',
  大暑: 'Hot',
  立秋: 'Autumn',
  处暑: 'Cooler',
  白露: 'Dew',
  秋分: 'Equinox',
  寒露: 'Chill',
  霜降: 'Frost',
  立冬: 'Winter',
  小雪: 'Flurry',
  大雪: 'Snow',
  冬至: 'Dongzhi',
  小寒: 'Cold',
  大寒: 'Frozen',
  龙抬头: 'Dragon',
  端午节: 'Duanwu',
  中元节: 'Ghosts',
  春节: 'Chunjie',
  元宵节: 'Lantern',
  中秋节: 'Moon',
  重阳节: 'Elders',
  小年: 'Kitchen',
  除夕: 'Eve',
  元旦: '1 Jan',
  妇女节: 'Women',
  植树节: 'Trees',
  劳动节: 'Labour',
  青年节: 'Youth',
  儿童节: 'Kids',
  建党节: 'Party',
  建军节: 'Army',
  教师节: 'Teacher',
  国庆节: 'China',
}

const ones = '〇一二三四五六七八九'
const monthNames: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 }

/** `十六` is 16, `初八` 8, `廿三` 23, `二十` 20, `三十` 30. */
const numberOf = (text: string): number => {
  const plain = text.replace('初', '').replace('廿', '二十').replace('卅', '三十')
  const [tens = '', rest] = plain.includes('十') ? plain.split('十') : ['〇', plain]
  const ten = tens === '' ? 1 : ones.indexOf(tens)
  return ten * 10 + (rest === undefined || rest === '' ? 0 : ones.indexOf(rest))
}

const monthOf = (text: string): string => {
  const name = text.replace('闰', '').replace('月', '')
  const month = String(monthNames[name] ?? numberOf(name))
  return text.startsWith('闰') ? `leap ${month}` : month
}

const dateOf = (date: string): string => {
  const end = date.indexOf('月') + 1
  return `lunar ${monthOf(date.slice(0, end))}/${String(numberOf(date.slice(end)))}`
}

export const almanacWords: ResidentWords['almanac'] = {
  today: (date) => dateOf(date.replace('农历', '')),
  date: dateOf,
  // A bare number beside the date would be taken for another date: only the beginning of a month is told.
  day: (day) => (day.endsWith('月') ? `${monthOf(day).replace('leap ', 'L')}/1` : ''),
  term: (term) => terms[term] ?? term,
  festival: (festival) => festivals[festival] ?? festival,
  short: (name) => short[name] ?? terms[name] ?? festivals[name] ?? name,
}
