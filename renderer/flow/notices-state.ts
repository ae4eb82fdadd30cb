import type { CallOutput } from '../../electron/contract/calls.ts'
import type { NoticePage } from '../../electron/contract/notices.ts'

export type NoticeList = CallOutput<'notices.list'>

/** 通知: the list, or one of them to read. */
export interface NoticesShown {
  name: 'notices'
  list: NoticeList | null
  /** Page of the list, from 0. */
  at: number
  /** Which one is read; `null` = the list stands there. */
  open: string | null
  /** Page of its text, from 0. */
  leaf: number
  notice: NoticePage | null
  /** JPEG in base64. */
  picture: string | null
  /** Answers to earlier numbers belong to somebody else. */
  since: number
  failed: boolean
}

export type NoticesAct =
  /** 通知, at home. */
  | { kind: 'door' }
  | { kind: 'open'; notice: string }
  | { kind: 'leaf'; at: number }
  | { kind: 'again' }
  | { kind: 'stay' }
  | { kind: 'done' }

export type NoticesAsk =
  { call: 'notices.list'; input: Record<string, never> } | { call: 'notices.open'; input: { notice: string } }

export type NoticesReply =
  | { call: 'notices.list'; output: NoticeList }
  | { call: 'notices.open'; output: NoticePage; picture: string | null }
  | { call: NoticesAsk['call']; problem: 'failed' }
