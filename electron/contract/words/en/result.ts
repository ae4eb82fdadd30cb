import type { ResidentWords } from '../spoken.ts'

type ResultWords = Pick<
  ResidentWords,
  | 'tapPrompt'
  | 'tapHint'
  | 'tapSound'
  | 'takeCard'
  | 'takeCardHint'
  | 'readerDown'
  | 'readerDownHint'
  | 'nothingOn'
  | 'nothingOnHint'
  | 'checkedIn'
  | 'already'
  | 'unreadable'
  | 'unreadable2'
  | 'notIdCard'
  | 'cardUnverified'
  | 'minor'
  | 'checking'
  | 'notRecorded'
  | 'full'
  | 'notEligible'
  | 'cardExpired'
  | 'clockWrong'
  | 'result'
  | 'refused'
  | 'retry'
  | 'withoutCard'
  | 'child'
  | 'waiting'
>

/** Words around a card, and of what came of it. */
export const resultWords: ResultWords = {
  tapPrompt: ['Place your ', 'ID card ', 'on the reader'],
  tapHint: {
    below: 'It is below the screen. ',
    left: 'It is left of the screen. ',
    right: 'It is right of the screen. ',
  },
  tapSound: 'One beep and it is done.',
  takeCard: ['Please take ', 'your card'],
  takeCardHint: ['It has been read. ', 'Do not leave it here.'],
  readerDown: ['Reader not ', 'connected. ', 'Please ask staff'],
  readerDownHint: ['You can check in without a card: ', 'give your name at the duty desk. '],
  nothingOn: ['Nothing is on ', 'right now'],
  nothingOnHint: ['A tap does not check you in now, ', 'it only shows your own page.'],
  checkedIn: ['You are ', 'checked in'],
  already: ['You are already ', 'checked in'],
  unreadable: ['Could not read it. ', 'Please try again'],
  unreadable2: ['Still no luck. ', 'Please ask staff'],
  notIdCard: ['Not an ID card. ', 'Please use your ID card'],
  cardUnverified: ['This card is not known. ', 'Please ask staff'],
  minor: ['Children are counted ', 'with a grown-up'],
  checking: ['One moment, ', 'checking'],
  notRecorded: ['Not recorded. ', 'Please sign the paper list'],
  full: ['Full'],
  notEligible: (minAge) => ['This one is for ', `people of ${String(minAge)} and over`],
  cardExpired: 'Card has expired; you are still checked in',
  clockWrong: 'Recorded. Staff will check the time',
  result: {
    hello: 'good to see you',
    welcome: 'welcome',
    noNeed: 'no need to tap again',
    points: 'Points',
    balance: 'In all',
    owed: 'owed ',
    served: 'Hours served',
    balanceSame: 'Points, unchanged',
    servedSame: 'Hours, unchanged',
    balanceNow: 'Points in all',
    once: 'An event counts once. More taps do no harm.',
    next: 'Next',
    nextAt: (time, title) => `${time} ${title}`,
    nextPlace: (place, same) => (same ? `, again at ${place}` : `, at ${place}`),
    thanks: ['Thank you for coming. ', 'Please find a seat.'],
    thanksAgain: ['Stay seated: ', 'you are recorded already.'],
    firstVisit: ['This is your first visit. ', 'Use this ID card from now on.'],
    where: (place) => `It is at ${place}. Please find a seat.`,
    askSoon: 'We will ask you one thing shortly. Take your time.',
    comeBack: 'Come back then and tap this ID card.',
    whatNow: 'What you can do',
    ok: 'OK',
  },
  refused: {
    tellStaff: ['Is it hard at home? Tell ', 'staff', ', they can help.'],
    askForPlace: ['To wait for a place, tell ', 'staff', '.'],
    later: ': tap your card then.',
    nothingLost: 'You were not checked in. Your points are as before.',
  },
  retry: {
    title: 'Three steps',
    steps: [
      ['Lay the card ', 'flat on it'],
      ['Let go, ', 'keep it still'],
      ['Take it after ', 'the beep'],
    ],
    original: 'Use the card itself. Phone pictures and copies cannot be read.',
    help: 'Still no luck? Get help',
  },
  withoutCard: {
    title: 'Check in without a card',
    sayName: 'Say your name',
    sayNameHow: 'Staff look you up and check you in.',
    onPaper: 'Sign on paper',
    onPaperHow: 'The list is on the duty desk; it is entered later.',
    notYourFault: 'Old cards do this, it is not your fault. Points count all the same.',
    noCardToday: 'No ID card today? No harm done. Points count all the same.',
    machineFault: 'It is the machine, not you. Points count all the same.',
    otherCard: 'Use another card',
    help: 'Get help',
  },
  child: {
    title: 'Please come with a grown-up',
    counted: ['', 'You are counted', '. Just sit with your grown-up.'],
    notCounted: ['Nothing is on right now. Come ', 'with a grown-up', ' then.'],
    nothingKept: "Nothing from a child's card is kept.",
  },
  waiting: {
    title: 'The card has been read',
    body: 'The machine is looking whether it was recorded. One moment.',
    noNeed: 'No need to tap again. Just wait a moment.',
  },
}
