import type { MergeObstacle } from '../merge-calls.ts'

const obstacles: Record<MergeObstacle, string> = {
  overlap: '两份在同一时间都有服务。先看是不是两个人；是一个人，就撤回错的那一次，再来合并。',
  noConsent: '旧卡有积分，新卡还没同意攒分。请本人先刷新卡，点同意，再来合并。',
}

/** Words of the page on which two entries with cards become one. */
export const mergeWords = {
  key: '并入旧卡',
  title: '换了证件号，两份并一份',
  sub: '以新卡为准，旧卡以后也认得本人',
  how: '找到旧卡的那一份，点一下。',
  fresh: '新卡的这一份',
  old: '旧卡的那一份',
  trying: '正在算…',
  failed: '这两份不能合并。',
  moved: '挪过来的活动',
  doubled: '两份都有，只算一次',
  served: '时长',
  points: '积分',
  change: (before: string, after: string): string => (before === after ? after : `${before} → ${after}`),
  obstacles,
  missing: '先点旧卡的那一份',
  blocked: '现在还不能合并',
  submit: '请第二个人批',
  because: '两份并一份，都要两个人。',
  done: '并好了，两份归一个人。',
} as const
