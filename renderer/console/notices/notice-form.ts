import type { CallInput } from '../../../electron/contract/calls.ts'
import type { DeskNotice, NoticeFault, NoticeForm } from '../../../electron/contract/notices.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import type { KeptPhoto } from '../credit/credit-state.ts'

export const mostParagraphs = 4

/** A notice that is being written: it lives in memory, and outlasts a lock. */
export interface NoticeDraft extends Omit<NoticeForm, 'body'> {
  /** `null`: a new one. */
  notice: string | null
  sequence: number
  published: boolean
  paragraphs: string[]
  picture: { kind: 'none' } | { kind: 'keep' } | { kind: 'new'; photo: KeptPhoto }
  faults: NoticeFault[]
  part: 'form' | 'from' | 'until' | 'stick' | 'preview'
}

/** What stands on the page 通知: a page of the list, or the notice that is written. */
export interface NoticesDesk {
  page: number
  draft: NoticeDraft | null
}

export const emptyNotices = (): NoticesDesk => ({ page: 0, draft: null })

export const emptyDraft = (today: string): NoticeDraft => ({
  notice: null,
  sequence: 0,
  published: false,
  kind: 'notice',
  title: '',
  paragraphs: [''],
  from: today,
  until: null,
  names: [],
  picture: { kind: 'none' },
  faults: [],
  part: 'form',
})

/** A kept notice to be changed. More paragraphs than there are fields stand together in the last one. */
export const draftOf = ({ id, sequence, phase, form, picture }: DeskNotice): NoticeDraft => {
  const { body, ...rest } = form
  const lines = body.split('\n')
  const last = lines.slice(mostParagraphs - 1).join('')
  const paragraphs = lines.length > mostParagraphs ? [...lines.slice(0, mostParagraphs - 1), last] : lines
  const published = phase === 'shown' || phase === 'coming' || phase === 'expired'
  return {
    ...emptyDraft(form.from),
    ...rest,
    names: form.names.map((one) => ({ ...one })),
    notice: id,
    sequence,
    published,
    paragraphs,
    picture: picture === null ? { kind: 'none' } : { kind: 'keep' },
  }
}

/** What is sent. */
export const saveInput = (
  draft: NoticeDraft,
  publish: boolean,
): Omit<CallInput<'notices.save'>, 'commandId'> => {
  const { notice, sequence, kind, title, paragraphs, from, until, names, picture } = draft
  return {
    notice,
    sequence,
    form: { kind, title, body: paragraphs.join('\n'), from, until, names: names.map((one) => ({ ...one })) },
    picture: picture.kind === 'new' ? { kind: 'new', data: picture.photo.data } : { kind: picture.kind },
    publish,
  }
}

/** The sentence at a field, `null` where nothing is wrong with it. */
export const sayFault = (faults: readonly NoticeFault[], field: NoticeFault['field']): string | null => {
  const fault = faults.find((one) => one.field === field)
  if (fault === undefined) return null
  const said: Record<string, Record<string, string>> = words.notices.desk.faults
  return said[field]?.[fault.problem] ?? words.notices.desk.otherFault
}
