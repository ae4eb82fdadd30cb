import { writeAudit } from '../../staff/audit.ts'
import { answered, once } from '../commands.ts'
import type { Built } from '../built.ts'
import type { CallHandlers } from '../handlers.ts'

/** How loud the station is, and the village's own recordings. */
export const createSoundHandlers = ({
  parts,
  settings,
  desk,
  recordings,
  soundChanged,
}: Pick<Built, 'parts' | 'settings' | 'desk' | 'recordings' | 'soundChanged'>): Pick<
  CallHandlers,
  'sound.setVolume' | 'sound.recordings'
> => ({
  'sound.setVolume': async ({ commandId, volume }, page) => {
    const actor = desk.sessions.author(page).member.id
    if (answered(parts, commandId, 'sound.setVolume') !== null) return {}
    await settings.update((data) => ({ ...data, volume }))
    once(parts, commandId, 'sound.setVolume', (tx) => {
      writeAudit(tx, {
        at: parts.clock.now(),
        actor,
        action: 'sound.changed',
        subject: '',
        detail: { day: volume.day, muted: volume.muted },
      })
      return {}
    })
    soundChanged.emit(undefined)
    return {}
  },
  'sound.recordings': () => {
    if (recordings.look()) soundChanged.emit(undefined)
    return recordings.listed()
  },
})
