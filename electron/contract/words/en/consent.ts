import type { ResidentWords } from '../spoken.ts'

/** Words of the two questions and of what follows an answer. */
export const consentWords: Pick<ResidentWords, 'consent' | 'sharing' | 'thanks'> = {
  consent: {
    title: ['Collect credit points?'],
    lead: 'You are checked in. This is up to you; you may ask your family first.',
    leadOut: 'You are signed out. This is up to you; you may ask your family first.',
    leadMissed: 'Last time it was too busy to ask you. So we ask now.',
    leadNoEvent: 'This is up to you; you may ask your family first.',
    record: ['If you agree, ', 'what you join and do', ' becomes points.'],
    stays: [
      'Your name stays at this station; ',
      'your card number is sent only if you agree to that separately; ',
      'the counts sent to the city carry no name. ',
      'No photo, address or fingerprints are kept.',
    ],
    free: 'You can join everything without it.',
    cancel: 'Cancel any time by card.',
    agree: 'Agree',
    disagree: 'No',
    later: 'Later',
    busy: 'Noting it…',
    failed: 'Not noted, please touch again.',
  },
  sharing: {
    title: ['Give your ID number ', 'to the city centre?'],
    lead: 'This is a separate question.',
    pointsGiven: ['Good. Points ', ', ', ' in all. '],
    yes: ['With it, other stations ', 'know your points.'],
    no: ['Without it, points ', 'count here only.'],
    facts: [
      { term: 'Who gets it', strong: 'the city centre', rest: [', nobody else.'] },
      { term: 'What', strong: '', rest: ['Your ID number, ', 'nothing else.'] },
      {
        term: 'Without it',
        strong: '',
        rest: ['The centre sees only a code, an age band, ', 'the sex, attendance and points.'],
      },
      { term: 'Later', strong: '', rest: ['Cancel any time by card.'] },
    ],
  },
  thanks: {
    title: ['Noted'],
    points: ['From now on ', 'every visit counts.'],
    plain: ['Thank you. ', 'Cancel any time by card.'],
    added: 'Points now',
    ok: 'OK',
  },
}
