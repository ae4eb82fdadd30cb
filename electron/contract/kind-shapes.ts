import type { EventKind } from './events.ts'

/** Kinds of event, each its own shape on a field of 28 by 28: the outline of a path. */
export const kindShapes: Readonly<Record<EventKind, string>> = {
  lecture: 'M14 1a13 13 0 1 0 .01 0z',
  training: 'M14 1l13 14h-7v12H8V15H1z',
  volunteer: 'M4 2h20q2 0 2 2v20q0 2-2 2H4q-2 0-2-2V4q0-2 2-2z',
  culture: 'M14 1l13.5 25H.5z',
  health: 'M9.5 1h9v8.5H27v9h-8.5V27h-9v-8.5H1v-9h8.5z',
  service: 'M14 0l14 14-14 14L0 14z',
  meeting: 'M14 1a13 13 0 1 0 .01 0zM14 7.5a6.5 6.5 0 1 1-.01 0z',
  canteen: 'M0 8h28c0 11-6 17-14 17S0 19 0 8z',
}

/** Their colours on white paper, as the style sheet has them for light screens. */
export const kindColours: Readonly<Record<EventKind, string>> = {
  lecture: '#981d15',
  training: '#1d3a8a',
  volunteer: '#12584a',
  culture: '#5b3a78',
  health: '#123f52',
  service: '#6a4700',
  meeting: '#3a474b',
  canteen: '#5a3f24',
}
