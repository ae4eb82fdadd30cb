import { defineStore } from 'pinia'
import { ref, shallowRef, type Ref } from 'vue'
import type { CallName, CallOutput } from '../../electron/contract/calls.ts'
import type { RosterField, RosterFile, RosterState } from '../../electron/contract/roster.ts'
import type { ActionInput, FailureCode } from '../station/client.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

/** How long between two looks at something that goes on in the core. */
const lookEveryMs = 300

export type RosterFaults = CallOutput<'roster.faults'> & { page: number }
export type FilesState = 'none' | 'loading' | 'ready' | 'failed'
/** What came of writing the rows that were left out. */
export type FaultsSaved = { kind: 'saved'; file: string } | { kind: 'gone' }

/** What a picture of the pages is made of. */
export interface RosterPicture {
  state?: RosterState
  files?: { state: FilesState; files: readonly RosterFile[] }
  column?: number | null
  faults?: RosterFaults
  saved?: FaultsSaved
  trouble?: FailureCode
}

const goesOn = ({ stage }: RosterState): boolean =>
  stage === 'reading' || stage === 'checking' || stage === 'saving'

type MovingCall = Extract<
  CallName,
  'roster.open' | 'roster.assign' | 'roster.back' | 'roster.confirm' | 'roster.cancel'
>
type Ask = Pick<ReturnType<typeof useStaff>, 'attemptQuietly'>

/** What staff say the columns are, and which one is being put right. */
const createColumns = () => {
  const fields = ref<(RosterField | null)[]>([])
  const column = ref<number | null>(null)
  return {
    fields,
    column,
    show: (next: RosterState): void => {
      fields.value = next.stage === 'columns' ? next.columns.map(({ field }) => field) : []
      column.value = null
    },
    /** Says what a column is. Only one column can be a name: the other one is left out then. */
    choose: (index: number, field: RosterField | null): void => {
      fields.value = fields.value.map((one, at) =>
        at === index ? field : one === field && field !== null ? null : one,
      )
    },
  }
}

/** Rows that are left out, a page at a time. */
const createFaults = ({ attemptQuietly }: Ask, fail: (code: FailureCode) => void) => {
  const faults = shallowRef<RosterFaults | null>(null)
  const saved = shallowRef<FaultsSaved | null>(null)
  const newest = createNewest()
  const turn = async (page: number): Promise<void> => {
    const answer = await newest(attemptQuietly('roster.faults', { page }, fail))
    if (answer) faults.value = { ...answer, page }
  }
  return {
    faults,
    saved,
    turn,
    begin: (): void => {
      saved.value = null
      faults.value = null
      void turn(0)
    },
    save: async (): Promise<void> => {
      const answer = await attemptQuietly('roster.saveFaults', {}, () => {
        saved.value = { kind: 'gone' }
      })
      if (answer !== null) saved.value = { kind: 'saved', file: answer.file }
    },
  }
}

/** What lies on the stick. */
const createFiles = ({ attemptQuietly }: Ask, fail: (code: FailureCode) => void) => {
  const files = shallowRef<readonly RosterFile[]>([])
  const filesState = ref<FilesState>('none')
  return {
    files,
    filesState,
    list: async (): Promise<void> => {
      filesState.value = 'loading'
      const answer = await attemptQuietly('roster.files', {}, fail)
      files.value = answer?.files ?? []
      filesState.value = answer === null ? 'failed' : 'ready'
    },
  }
}

type Act = <N extends MovingCall>(name: N, input: ActionInput<N>) => Promise<void>

/** What moves the list on. */
const createActs = (act: Act, fields: Ref<(RosterField | null)[]>) => ({
  open: (file: string) => act('roster.open', { file }),
  assign: () => act('roster.assign', { fields: [...fields.value] }),
  back: () => act('roster.back', {}),
  confirm: () => act('roster.confirm', {}),
})

interface Shown {
  state: Ref<RosterState>
  fields: Ref<(RosterField | null)[]>
  files: Ref<readonly RosterFile[]>
  filesState: Ref<FilesState>
  column: Ref<number | null>
  faults: Ref<RosterFaults | null>
  saved: Ref<FaultsSaved | null>
  trouble: Ref<FailureCode | null>
}

const putInto = (shown: Shown, picture: RosterPicture): void => {
  const { state = { stage: 'none' } } = picture
  shown.state.value = state
  shown.fields.value = state.stage === 'columns' ? state.columns.map(({ field }) => field) : []
  shown.files.value = picture.files?.files ?? []
  shown.filesState.value = picture.files?.state ?? 'none'
  shown.column.value = picture.column ?? null
  shown.faults.value = picture.faults ?? null
  shown.saved.value = picture.saved ?? null
  shown.trouble.value = picture.trouble ?? null
}

/** The list of people that is being imported: it lies in the core, here stands what the page shows of it. */
export const useRosters = defineStore('rosters', () => {
  const staff = useStaff()
  const state = shallowRef<RosterState>({ stage: 'none' })
  const busy = ref(false)
  const trouble = ref<FailureCode | null>(null)
  const newest = createNewest()
  let stopLooking = (): void => undefined
  let isShown = false
  const fail = (code: FailureCode): void => {
    trouble.value = code
  }
  const { fields, column, show, choose } = createColumns()
  const { faults, saved, turn, begin, save } = createFaults(staff, fail)
  const { files, filesState, list } = createFiles(staff, fail)

  const take = (next: RosterState): void => {
    const before = state.value.stage
    state.value = next
    if (next.stage === 'columns' && before !== 'columns') show(next)
    if (next.stage === 'preview' && before !== 'preview') begin()
    stopLooking()
    if (goesOn(next) && isShown) stopLooking = staff.after(lookEveryMs, () => void look())
  }

  const look = async (): Promise<void> => {
    const answer = await newest(staff.attemptQuietly('roster.state', {}, fail))
    if (answer) take(answer.state)
  }

  /** One thing at a time. */
  const alone = async (work: () => Promise<void>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    trouble.value = null
    await work()
    busy.value = false
  }
  const act = <N extends MovingCall>(name: N, input: ActionInput<N>): Promise<void> =>
    alone(async () => {
      const answer = await newest(staff.attemptQuietly(name, input, fail))
      if (answer) take(answer.state)
    })

  /** The page is there: wherever the list stands, it goes on from there. */
  const come = async (): Promise<void> => {
    isShown = true
    trouble.value = null
    await look()
    if (state.value.stage === 'none') await list()
  }
  const leave = (): void => {
    isShown = false
    stopLooking()
  }
  const cancel = async (): Promise<void> => {
    await act('roster.cancel', {})
    if (state.value.stage === 'none') await list()
  }

  const acts = createActs(act, fields)
  const saveFaults = (): Promise<void> => alone(save)
  const shown = { state, files, filesState, fields, column, faults, saved, busy, trouble }
  const put = (picture: RosterPicture): void => {
    putInto(shown, picture)
  }
  return { ...shown, ...acts, come, leave, list, choose, turn, saveFaults, cancel, put }
})
