import { expect, it } from 'vitest'
import { silentLog } from '../../../electron/base/log.ts'
import { isStationError } from '../../../electron/base/errors.ts'
import { defaultVolume, type VolumeByHour } from '../../../electron/contract/sound.ts'
import { defaultSettings, settingsSchema, type Settings } from '../../../electron/station/settings.ts'
import { createSignal } from '../../../electron/station/signal.ts'
import { createSoundHandlers } from '../../../electron/station/sound/handlers.ts'
import { createRecordings } from '../../../electron/station/sound/recordings.ts'
import type { StationDocument } from '../../../electron/store/documents.ts'
import { openDesk, type DeskRig } from '../../support/desk-rig.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const quiet: VolumeByHour = { day: 3, quiet: { from: '20:00', to: '07:00', most: 1 }, muted: false }
const commandId = '01890000-0000-7000-8000-000000000009'

const signedIn = { author: () => ({ member: { id: 'somebody' } }) }

const open = (sessionsOf: (rig: DeskRig) => unknown = () => signedIn) => {
  const rig = openDesk()
  let data: Settings = defaultSettings
  let writes = 0
  let changes = 0
  const soundChanged = createSignal<undefined>()
  soundChanged.on(() => (changes += 1))
  const settings = {
    get data() {
      return data
    },
    update: (change: (before: Settings) => Settings) => {
      data = change(data)
      writes += 1
      return Promise.resolve()
    },
  } as unknown as StationDocument<Settings>
  const folder = tempFolder({ 'full.ogg': 'OggS' })
  const recordings = createRecordings(folder, silentLog)
  const desk = { sessions: sessionsOf(rig) } as unknown as Parameters<typeof createSoundHandlers>[0]['desk']
  const handlers = createSoundHandlers({
    parts: rig.parts,
    settings,
    desk,
    recordings,
    soundChanged,
  })
  return { rig, handlers, folder, data: () => data, writes: () => writes, changes: () => changes }
}

it('what staff set is kept, told to every page once, and stands in the audit', async () => {
  const { rig, handlers, data, writes, changes } = open()
  await handlers['sound.setVolume']({ commandId, volume: quiet }, 'page')
  expect(data().volume).toEqual(quiet)
  expect(rig.audit().filter(({ action }) => action === 'sound.changed')).toMatchObject([
    { actor: 'somebody', detail: { day: 3, muted: false } },
  ])
  await handlers['sound.setVolume']({ commandId, volume: defaultVolume }, 'page')
  expect([data().volume, writes(), changes()]).toEqual([quiet, 1, 1])
})

it('who is not signed in changes nothing', async () => {
  const { handlers, writes } = open((rig) => rig.desk)
  const asked = Promise.resolve(handlers['sound.setVolume']({ commandId, volume: quiet }, 'page'))
  const error: unknown = await asked.catch((reason: unknown) => reason)
  expect([isStationError(error, 'notAllowed'), writes()]).toEqual([true, 0])
})

it('the list of recordings looks into the folder first', () => {
  const { handlers, folder, changes } = open()
  expect(handlers['sound.recordings']({}, 'page')).toEqual({
    folder,
    files: [{ file: 'full.ogg', fault: null }],
  })
  expect(changes()).toBe(0)
})

it('settings from before there was a volume begin with the loudest', () => {
  const old = Object.fromEntries(Object.entries(defaultSettings).filter(([name]) => name !== 'volume'))
  expect(settingsSchema.parse(old).volume).toEqual(defaultVolume)
})
