import type { Place } from '../../electron/contract/place.ts'

/** Home, as it stands for the next person. */
export const atFirst: Place = {
  page: 'home',
  id: null,
  preferences: { text: 'standard', contrast: false, lowered: false, language: 'zh', volume: null },
}
