/** Words of the console's page 关机与退出. */
export const kioskWords = {
  door: '关机与退出',
  doorHow: '关机、重开，或退到桌面',
  title: '关机与退出',
  sub: '会记进操作记录',
  ends: {
    leave: { key: '退出签到机', how: '回到桌面，修机器时用。下次开机自己再打开。' },
    restart: { key: '重新开机', how: '约两分钟，签到的都在。' },
    off: { key: '关机', how: '要再用，请按机器上的开机键。' },
  },
  sure: {
    leave: '现在退出吗？',
    restart: '现在重新开机吗？',
    off: '现在关机吗？',
  },
  meanwhile: '这时候没法签到，请先看看还有没有人。',
  yes: { leave: '退出', restart: '重新开机', off: '关机' },
  no: '先不',
  going: '好的，正在办…',
  demonstration: '这是演示，只能退出，不会关您的电脑。',
  audit: { leave: '退出了签到机', restart: '让机器重新开机', off: '让机器关机' },
} as const
