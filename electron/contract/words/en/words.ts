import type { ResidentWords } from '../spoken.ts'
import { almanacWords } from './almanac.ts'
import { activitiesWords, attractWords, calendarWords, noticeWords, signUpWords } from './calendar.ts'
import { consentWords } from './consent.ts'
import { creditWords } from './credit.ts'
import { demoWords } from './demo.ts'
import { nameWords } from './names.ts'
import { resultWords } from './result.ts'
import { tapWords } from './taps.ts'
import { timeWords } from './time.ts'
import { tourWords } from './tour.ts'
import { voiceWords } from './voice.ts'

/** Everything that residents read, in English. */
export const english: ResidentWords = {
  activities: activitiesWords,
  almanac: almanacWords,
  attract: attractWords,
  calendar: calendarWords,
  credit: creditWords,
  demo: demoWords,
  names: nameWords,
  notices: noticeWords,
  signUp: signUpWords,
  time: timeWords,
  tour: tourWords,
  voice: voiceWords,
  ...consentWords,
  ...resultWords,
  ...tapWords,
  language: { title: 'Language 语言', zh: '中文', en: 'English' },
  page: {
    title: 'Civilisation Practice Station',
    comma: ', ',
    enumeration: ', ',
    more: '...',
    gap: ', ',
    unknownCharacter: 'rare character',
  },
  bar: {
    label: 'Keys that are on every page',
    home: ['Home'],
    back: ['Back'],
    textSize: ['Text ', 'size'],
    textSizeSign: 'A',
    contrast: ['Contrast'],
    listen: ['Listen'],
    silent: ['Muted'],
    lower: ['Lower ', 'screen'],
    help: ['Get help'],
  },
  textSize: { title: 'Text size', standard: 'Normal', large: 'Large', largest: 'Largest' },
  lowered: {
    title: 'Screen lowered',
    how: 'All there is to read and touch is below. Touch the key again to go back.',
  },
  help: {
    title: ['Staff are at ', 'the duty desk'],
    come: 'Go over and say a word: they will help you at once.',
    call: 'Hard to walk? Wave or call, and they will come.',
    ok: 'OK',
  },
  desk: { sign: 'DESK' },
  kinds: {
    lecture: 'Lecture',
    training: 'Training',
    volunteer: 'Volunteer',
    culture: 'Culture',
    health: 'Health',
    service: 'Services',
    meeting: 'Meeting',
    canteen: 'Canteen',
  },
  units: { points: 'points', hours: 'h', minutes: 'min', milliseconds: 'ms' },
  event: {
    now: 'Check in now',
    arrived: 'are here',
    todayAlso: 'Also today',
    todayOver: ['Nothing else ', 'on today'],
    next: 'Next',
    noneSoon: 'Nothing is planned for the next days',
    host: (host) => `speaker: ${host}`,
    placesLeft: (places) =>
      places === 0 ? 'full' : `${String(places)} ${places === 1 ? 'place' : 'places'} left`,
  },
  queue: {
    sent: 'Reader ready, all records sent',
    sentNoReader: 'All records sent',
    sending: ['Sending, ', ' to go'],
    offline: 'No network; check-in still works',
    refused: 'The centre is not taking records; check-in still works',
    kept: ['', ' saved here'],
    noCentre: 'Records are kept at this station',
  },
  safe: {
    title: ['Resting. ', 'Please ask staff'],
    paper: ['Please sign the paper list; ', 'it is entered later.'],
    kept: ['All that was recorded ', 'is still there.'],
    trying: ['The machine keeps trying ', 'and goes home when it works.'],
  },
}
