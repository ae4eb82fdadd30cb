/** A piece of what was typed: a whole syllable, or only its beginning. */
export interface Token {
  text: string
  isWhole: boolean
  /** Where the next one begins: behind it, and behind the marks that follow. */
  next: number
}

const syllables = new Set(
  (
    'a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng ' +
    'cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou ' +
    'cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun ' +
    'duo e ei en er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan ' +
    'guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian ' +
    'jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan ' +
    'kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan ' +
    'lun luo lv lve ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ' +
    'ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen ' +
    'peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang ' +
    'rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she ' +
    'shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan ' +
    'tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi ' +
    'xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan ' +
    'yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua ' +
    'zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo'
  ).split(' '),
)
const beginnings = new Set(
  [...syllables].flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1))),
)
const longest = 6
/** What one types of a syllable to be quick. */
const firstLetters = /^([a-hj-tw-z]|[zcs]h)$/

export const isSyllable = (text: string): boolean => syllables.has(text)

/** As the word list spells it; letter by letter as long as what was typed. */
export const spelled = (typed: string): string =>
  typed.replace(/([jqxy])v/g, '$1u').replace(/([ln])ue/g, '$1ve')

const behindMarks = (typed: string, from: number): number => {
  let at = from
  while (typed[at] === "'") at++
  return at
}

/** What can begin at a place of what was typed; the last syllable may be half there. */
export const tokensAt = (typed: string, from: number): Token[] => {
  const tokens: Token[] = []
  for (let to = from + 1; to <= Math.min(typed.length, from + longest); to++) {
    const text = typed.slice(from, to)
    if (!beginnings.has(text)) break
    const next = behindMarks(typed, to)
    const isLast = to === typed.length || next > to
    const isWhole = syllables.has(text)
    if (isWhole) tokens.push({ text, isWhole, next })
    if (firstLetters.test(text) || (isLast && !isWhole)) tokens.push({ text, isWhole: false, next })
  }
  return tokens
}

/** Whether a reading, its syllables split by ', is what these tokens mean, one for each syllable. */
export const reads = (key: string, tokens: readonly Token[]): boolean => {
  let at = 0
  for (const { text, isWhole } of tokens) {
    if (at > key.length || !key.startsWith(text, at)) return false
    const mark = key.indexOf("'", at)
    const end = mark < 0 ? key.length : mark
    if (isWhole && end !== at + text.length) return false
    at = end + 1
  }
  return at === key.length + 1
}

/** First letters of a reading. */
export const lettersOf = (key: string): string => {
  let letters = key.charAt(0)
  for (let at = key.indexOf("'"); at >= 0; at = key.indexOf("'", at + 1)) letters += key.charAt(at + 1)
  return letters
}
