import type { Place } from '../../electron/contract/place.ts'
import { defaultPreferences } from '../../renderer/flow-state.ts'

/** Home, as it stands for the next person. */
export const atFirst: Place = { page: 'home', id: null, preferences: defaultPreferences }
