import type { ResidentWords } from '../spoken.ts'

export const tourWords: ResidentWords['tour'] = {
  label: 'Tour',
  start: 'Tour',
  skip: 'Next',
  stop: 'Stop',
  language: '中文',
  step: (number, of) => `${String(number)} / ${String(of)}`,
  touchForSound: 'Touch the screen for sound.',
  card: 'Touch this card: she puts it on the reader.',
  wait: 'Checked in and saved. A question follows.',
  consent: 'No points without consent. Touch "Agree" for her.',
  points: 'Touch her card again to see her points.',
  pointsKey: 'Touch "See my points".',
  leavePoints: 'Every point says where it is from. Touch "Done".',
  cut: 'And when the network fails? Touch "Cut network".',
  tapOffline: 'No network. Tap a card: it works all the same.',
  sending: 'Sending what was kept, one after the other.',
  plug: 'All is kept here. Touch "Plug in network".',
  door: 'Staff come in here: five touches on the name.',
  sign: (pin) => `Choose 值班员. The PIN is ${pin}.`,
  today: 'Who came, and what needs a hand. End of the tour.',
}
