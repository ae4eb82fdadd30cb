import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { StickFile } from '../../electron/contract/credit.ts'
import type { KeptPhoto } from '../console/credit/credit-state.ts'
import { browserPhotoTools, fromBase64, shrinkPhoto, toBase64 } from '../console/credit/photo.ts'
import { useStaff } from './staff.ts'

/** A picture of the stick as the page has it: made small already, so what is seen is what is kept. */
export type StickPicture = { kind: 'reading' } | { kind: 'broken' } | { kind: 'ready'; photo: KeptPhoto }

/** Whatever makes a JPEG of a file; a test brings its own. */
export type Shrink = (file: Blob) => Promise<Blob | null>

export type StickState = 'none' | 'loading' | 'ready' | 'gone'

/** What a ready state is made of. */
export interface StickView {
  state: StickState
  files: readonly StickFile[]
  pictures: readonly (readonly [string, StickPicture])[]
}

/** The whole file, or `null` when it cannot be read, or is not wanted, any more. */
const readWhole = async (
  ask: (offset: number) => Promise<{ data: string; more: boolean } | null>,
  isWanted: () => boolean,
): Promise<Blob | null> => {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  for (let more = true; more;) {
    const answer = await ask(offset)
    if (answer === null || !isWanted()) return null
    const part = fromBase64(answer.data)
    parts.push(part)
    offset += part.length
    more = answer.more && part.length > 0
  }
  return new Blob(parts)
}

/** What a picture of that name became. */
const keep = async (name: string, small: Blob | null): Promise<StickPicture> => {
  if (small === null) return { kind: 'broken' }
  const bytes = new Uint8Array(await small.arrayBuffer())
  return { kind: 'ready', photo: { name, data: toBase64(bytes), bytes: bytes.length } }
}

/** Pictures on the memory stick. They are read one after the other, and only those that are on the screen. */
export const useStick = defineStore('stick', () => {
  const staff = useStaff()
  const files = shallowRef<readonly StickFile[]>([])
  const state = ref<StickState>('none')
  const pictures = shallowReactive(new Map<string, StickPicture>())
  let shrink: Shrink = (file) => shrinkPhoto(file, browserPhotoTools)
  let turn = 0

  const gone = (): void => {
    state.value = 'gone'
  }

  /** Looks what is there now. Pictures of before are forgotten: their ids end with the stick. */
  const look = async (): Promise<void> => {
    turn += 1
    const mine = turn
    state.value = 'loading'
    files.value = []
    pictures.clear()
    const answer = await staff.attemptQuietly('stick.list', {}, gone)
    if (mine !== turn || answer === null) return
    files.value = answer.files
    state.value = 'ready'
  }

  const open = async ({ id, name }: StickFile, isWanted: () => boolean): Promise<void> => {
    pictures.set(id, { kind: 'reading' })
    const whole = await readWhole(
      (offset) => staff.attemptQuietly('stick.read', { file: id, offset }, gone),
      isWanted,
    )
    const picture = whole === null ? null : await keep(name, await shrink(whole))
    if (picture !== null && isWanted()) pictures.set(id, picture)
    else if (pictures.get(id)?.kind === 'reading') pictures.delete(id)
  }

  /** Reads what is on the screen; another page of pictures, or another look, ends it. */
  const show = async (wanted: readonly StickFile[]): Promise<void> => {
    if (state.value !== 'ready') return
    turn += 1
    const mine = turn
    const isWanted = (): boolean => mine === turn && state.value === 'ready'
    for (const file of wanted.filter(({ trouble }) => trouble === null)) {
      if (!isWanted()) return
      const kind = pictures.get(file.id)?.kind
      if (kind === undefined || kind === 'reading') await open(file, isWanted)
    }
  }

  /** Nobody looks any more: the next one who comes looks anew. */
  const leave = (): void => {
    turn += 1
    state.value = 'none'
    files.value = []
    pictures.clear()
  }

  const drawWith = (by: Shrink): void => {
    shrink = by
  }

  const put = (next: StickView): void => {
    state.value = next.state
    files.value = next.files
    for (const [id, picture] of next.pictures) pictures.set(id, picture)
  }

  return { files, state, pictures, look, show, leave, drawWith, put }
})
