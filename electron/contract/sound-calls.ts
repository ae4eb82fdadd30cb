import { z } from 'zod'
import { call, commandId } from './call.ts'
import { mostRecordings, recordingFault, volumeByHour } from './sound.ts'

/** The console's page of the sound. */
export const soundCalls = {
  'sound.setVolume': call('overseer', z.object({ commandId, volume: volumeByHour }), z.object({})),
  /** Every file in the folder of the village's own recordings, with why it is not used; `folder`: where that is. */
  'sound.recordings': call(
    'overseer',
    z.object({}),
    z.object({
      folder: z.string(),
      files: z
        .array(z.object({ file: z.string().max(255), fault: recordingFault.nullable() }))
        .max(mostRecordings + 200),
    }),
  ),
}
