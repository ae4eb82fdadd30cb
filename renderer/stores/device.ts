import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { BundleShown, DeviceShown, QueuePage } from '../../electron/contract/device.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { askPatiently, type PaperPlaced } from '../console/papers/patient-ask.ts'
import { useDesk } from './desk.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

const askEveryMs = 1_000
/** Looks for which a card is only tried: a forgotten trial must not swallow a resident's tap. */
const looksTrying = 60
const say = words.device

export interface DeviceView {
  shown: DeviceShown | null
  queue: (QueuePage & { page: number }) | null
  failed: boolean
  trying: boolean
  bundle: BundleShown | null
  packing: boolean
  packFailed: 'failed' | 'old' | null
  saved: PaperPlaced | null
}

/** The support file: put together, looked at, then written. */
const createPacking = (staff: ReturnType<typeof useStaff>, desk: ReturnType<typeof useDesk>) => {
  const bundle = shallowRef<BundleShown | null>(null)
  const packing = ref(false)
  const packFailed = ref<DeviceView['packFailed']>(null)
  const saved = shallowRef<PaperPlaced | null>(null)
  const newest = createNewest()

  const pack = async (): Promise<void> => {
    bundle.value = null
    saved.value = null
    packFailed.value = null
    packing.value = true
    const answer = await newest(staff.attemptQuietly('device.bundleLook', {}, () => undefined))
    if (answer === undefined) return
    packing.value = false
    bundle.value = answer
    if (answer === null) packFailed.value = 'failed'
  }
  const save = async (): Promise<void> => {
    const shown = bundle.value
    if (shown === null || packing.value) return
    packing.value = true
    const placed = await askPatiently(
      staff.attemptQuietly,
      'device.bundleSave',
      { bundle: shown.bundle },
      {
        isWaiting: () => bundle.value === shown,
        fail: (code) => {
          if (code === 'notFound') packFailed.value = 'old'
          else desk.fail(code)
        },
      },
    )
    if (bundle.value !== shown) return
    packing.value = false
    saved.value = placed
  }
  const unpack = (): void => {
    bundle.value = null
    packing.value = false
    packFailed.value = null
    saved.value = null
  }
  return { bundle, packing, packFailed, saved, pack, save, unpack }
}

/** The machine, as the core tells a technician. */
export const useDevice = defineStore('device', () => {
  const staff = useStaff()
  const desk = useDesk()
  const shown = shallowRef<DeviceShown | null>(null)
  const queue = shallowRef<DeviceView['queue']>(null)
  const failed = ref(false)
  const triesLeft = ref(0)
  const trying = computed(() => triesLeft.value > 0)
  const packing = createPacking(staff, desk)
  const newestQueue = createNewest()
  let isHere = false
  let cancel = (): void => undefined

  const openQueue = async (page: number): Promise<void> => {
    const answer = await newestQueue(staff.attemptQuietly('device.queue', { page }, () => undefined))
    if (answer) queue.value = { ...answer, page }
  }
  /** While the page tries the reader, a card is only looked at and nobody's tap. */
  const tryReader = async (): Promise<void> => {
    triesLeft.value -= 1
    await staff.attemptQuietly('setup.readerTest', {}, () => undefined)
  }
  const toggleTrying = (): void => {
    triesLeft.value = trying.value ? 0 : looksTrying
    if (trying.value) void tryReader()
  }
  const look = async (): Promise<void> => {
    if (trying.value) await tryReader()
    const answer = await staff.attemptQuietly('device.look', {}, () => undefined)
    failed.value = answer === null
    if (answer !== null) shown.value = answer
    await openQueue(queue.value?.page ?? 0)
    if (isHere) cancel = staff.after(askEveryMs, () => void look())
  }
  const enter = (): void => {
    isHere = true
    void look()
  }
  const leave = (): void => {
    isHere = false
    triesLeft.value = 0
    cancel()
  }
  const sendNow = async (): Promise<void> => {
    if ((await staff.attempt('device.sendNow', {})) !== null) desk.say(say.sent)
  }
  const searchReader = async (): Promise<void> => {
    if ((await staff.attempt('device.searchReader', {})) !== null) desk.say(say.reader.searched)
  }
  const put = (view: Partial<DeviceView>): void => {
    shown.value = view.shown ?? null
    queue.value = view.queue ?? null
    failed.value = view.failed ?? false
    triesLeft.value = view.trying === true ? looksTrying : 0
    packing.bundle.value = view.bundle ?? null
    packing.packing.value = view.packing ?? false
    packing.packFailed.value = view.packFailed ?? null
    packing.saved.value = view.saved ?? null
  }
  const acts = { openQueue, enter, leave, sendNow, searchReader, toggleTrying, put }
  return { shown, queue, failed, trying, ...packing, ...acts }
})
