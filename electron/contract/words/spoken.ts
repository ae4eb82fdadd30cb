import type { Words } from './zh-CN.ts'

/** The same words in another language: the same keys and the same arguments, any text. */
export type Spoken<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Spoken<R>
    : T extends readonly unknown[]
      ? readonly Spoken<T[number]>[]
      : { readonly [K in keyof T]: Spoken<T[K]> }

/** Read by staff alone, who read Chinese. */
type StaffWords =
  | 'audit'
  | 'backup'
  | 'console'
  | 'creditDesk'
  | 'device'
  | 'eventDesk'
  | 'keyboard'
  | 'kiosk'
  | 'erase'
  | 'merge'
  | 'papers'
  | 'people'
  | 'recover'
  | 'roster'
  | 'settings'
  | 'setup'
  | 'sound'
  | 'staff'
  | 'teams'
  | 'today'

/** What residents read, in any language: a key that lacks or is too many does not compile. */
export type ResidentWords = Spoken<
  Omit<Words, StaffWords | 'notices'> & { notices: Omit<Words['notices'], 'desk'> }
>
