import { words } from '../../../electron/contract/words/zh-CN.ts'
import type { RecoveryPicture } from '../../stores/recovery.ts'
import type { PadAnswer } from '../door.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import { bi, tiles } from './samples.ts'

const shut = { tiles, signedIn: null, locked: null }

const door = (answer: PadAnswer | null): PageState => ({
  staff: { snapshot: shut, door: { asked: bi, answer } },
})

const recover = (recovery: RecoveryPicture): PageState => ({
  staff: { snapshot: shut, door: { asked: null, answer: null }, recovery },
})
const head = tiles[1] ?? null

export const states: PageStates = {
  'staff-tiles': { staff: { snapshot: shut, door: { asked: null, answer: null } } },
  'staff-tiles-two': {
    staff: { snapshot: { ...shut, tiles: tiles.slice(0, 2) }, door: { asked: null, answer: null } },
  },
  'staff-tiles-many': {
    staff: {
      snapshot: { ...shut, tiles: [...tiles, ...tiles.map((tile) => ({ ...tile, id: `${tile.id}0` }))] },
      door: { asked: null, answer: null },
    },
  },
  'staff-recover': recover({ step: 'whose', person: null }),
  'staff-recover-code': recover({ step: 'code', person: head, code: '123450987612' }),
  'staff-recover-wrong': recover({ step: 'code', person: head, fault: words.recover.wrong(3) }),
  'staff-recover-locked': recover({ step: 'code', person: head, fault: words.recover.locked(4) }),
  'staff-recover-what': recover({ step: 'what', person: head }),
  'staff-recover-sure': recover({ step: 'sure', person: head, how: 'off' }),
  'staff-recover-ending': recover({ step: 'ending', person: head, how: 'off' }),
  'staff-recover-pin': recover({ step: 'again', person: head }),
  'staff-recover-done': recover({ step: 'done', person: head }),
  'staff-pad': door(null),
  'staff-pad-goes-on': {
    staff: { snapshot: { ...shut, locked: bi }, door: { asked: bi, answer: null } },
  },
  'staff-pad-wrong': door({ kind: 'wrong', triesLeft: 3 }),
  'staff-pad-locked': door({ kind: 'locked', until: 270_000 }),
  'staff-pad-failed': door({ kind: 'failed', code: 'timeout' }),
}
