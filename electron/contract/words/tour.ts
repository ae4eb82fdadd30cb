/** The five steps that show a demonstration. Each sentence names one thing to touch, or says what was shown. */
export const tourWords = {
  label: '导览',
  start: '导览',
  skip: '下一步',
  stop: '不看了',
  /** Leads to the other language. */
  language: 'English',
  step: (number: number, of: number): string => `${String(number)} / ${String(of)}`,
  /** Where a browser is silent until somebody touches the page. */
  touchForSound: '点一下屏幕，就有声音。',
  card: '点王*兰的卡，就当她把身份证放上去了。',
  wait: '签到好了，已经落盘。等几秒，会问她一句话。',
  consent: '积分要本人同意。替她点“同意”。',
  points: '再点一次王*兰的卡，看她的积分。',
  pointsKey: '点“看我的积分”。',
  leavePoints: '每笔积分都有来历。看好了就点“看完了”。',
  cut: '村里断网了会怎样？点“拔网线”。',
  tapOffline: '网断了。再点一张卡：照样签到。',
  sending: '正在一条一条补报。',
  plug: '都存在站里。点“插回网线”，一条不少报上去。',
  door: '工作人员从这里进：连点五下左上角的站名。',
  sign: (pin: string): string => `选值班员，密码 ${pin}。`,
  today: '谁来了、要办什么，都在今天这一页。导览完了。',
} as const
