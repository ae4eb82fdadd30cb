/** Words of the console's page 设置. */
export const settingsWords = {
  rail: '设置',
  title: '设置',
  sub: '开机时定的，都能在这里改',
  audit: '操作记录',
  auditHow: '谁做了什么，看了什么',
  notClerk: '您不管签到。左边是您能办的事。',
} as const
