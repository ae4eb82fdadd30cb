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

/** Pictures on the memory stick. They are read one after the other, and only those that are on the screen. */
export const useStick = defineStore('stick', () => {
  const staff = useStaff()
  const files = shallowRef<readonly StickFile[]>([])
  const state = ref<'none' | 'loading' | 'ready' | 'gone'>('none')
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

  /** The whole file, or `null` when it cannot be read any more. */
  const read = async (file: string, isWanted: () => boolean): Promise<Blob | null> => {
    const parts: Uint8Array<ArrayBuffer>[] = []
    let offset = 0
    for (let more = true; more;) {
      const answer = await staff.attemptQuietly('stick.read', { file, offset }, gone)
      if (answer === null || !isWanted()) return null
      const part = fromBase64(answer.data)
      parts.push(part)
      offset += part.length
      more = answer.more && part.length > 0
    }
    return new Blob(parts)
  }

  const open = async ({ id, name }: StickFile, isWanted: () => boolean): Promise<void> => {
    pictures.set(id, { kind: 'reading' })
    const whole = await read(id, isWanted)
    if (whole === null) {
      pictures.delete(id)
      return
    }
    const small = await shrink(whole)
    if (small === null) pictures.set(id, { kind: 'broken' })
    else {
      const bytes = new Uint8Array(await small.arrayBuffer())
      pictures.set(id, { kind: 'ready', photo: { name, data: toBase64(bytes), bytes: bytes.length } })
    }
  }

  /** Reads what is on the screen; another page of pictures, or another look, ends it. */
  const show = async (wanted: readonly StickFile[]): Promise<void> => {
    turn += 1
    const mine = turn
    const isWanted = (): boolean => mine === turn
    for (const file of wanted) {
      if (!isWanted() || state.value !== 'ready') return
      if (!pictures.has(file.id)) await open(file, isWanted)
    }
  }

  /** Nobody looks any more. */
  const leave = (): void => {
    turn += 1
  }

  const drawWith = (by: Shrink): void => {
    shrink = by
  }

  const put = (next: {
    state: 'loading' | 'ready' | 'gone'
    files: readonly StickFile[]
    pictures: readonly (readonly [string, StickPicture])[]
  }): void => {
    state.value = next.state
    files.value = next.files
    for (const [id, picture] of next.pictures) pictures.set(id, picture)
  }

  return { files, state, pictures, look, show, leave, drawWith, put }
})
