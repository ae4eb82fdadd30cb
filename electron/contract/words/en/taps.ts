import type { ResidentWords } from '../spoken.ts'
import { nameWords } from './names.ts'

type TapWords = Pick<
  ResidentWords,
  | 'checkedOut'
  | 'alreadyOut'
  | 'tooEarly'
  | 'tooLate'
  | 'notInTeam'
  | 'chooseEvent'
  | 'duration'
  | 'refusedHow'
  | 'out'
  | 'capped'
  | 'served'
  | 'leaveEarly'
  | 'notMe'
  | 'choose'
  | 'crowd'
  | 'alsoOpen'
  | 'clockTrouble'
>

/** Longer names of a team stand in the text, not in the title. */
const longestTeam = 22

const capped = (when: string): string =>
  `You have all the points for this ${when}. You still count as present.`

/** Words of signing out, of several events at once, of a wrong name, and of many people at once. */
export const tapWords: TapWords = {
  checkedOut: ['Signed out'],
  alreadyOut: ['You are already ', 'signed out'],
  tooEarly: (time) => ['Too early. ', `Check-in opens at ${time}`],
  tooLate: ['Check-in has closed. ', 'Please ask staff'],
  notInTeam: (team) => {
    const name = nameWords.team(team)
    return ['This one is for ', name.length > longestTeam ? 'members of a team' : name]
  },
  chooseEvent: ['Which one are ', 'you here for?'],
  duration: {
    hours: (hours) => `${String(hours)} h`,
    minutes: (minutes) => ` ${String(minutes)} min`,
    onlyMinutes: (minutes) => `${String(minutes)} min`,
  },
  refusedHow: {
    comeAt: ['Come back ', ' and tap this ID card.'],
    late: ['Late? No harm done. Tell ', 'staff', '.'],
    team: ['To join ', ', tell staff.'],
  },
  out: {
    goodbye: 'take care',
    notYet: 'not yet time to sign out',
    today: 'Served today',
    servedToday: (duration) => `Served ${duration} today`,
    total: 'In all',
    recorded: 'Thank you. Your hours are recorded.',
    thanks: ['Thank you for coming. ', 'See you next time.'],
    tooShort: ['Thank you for helping. ', 'See you next time.'],
    tooShortNote: 'This was short, so no hours were counted. If that is wrong, tell staff.',
    waits: (duration) => `Served ${duration} this time`,
    needsSecond: ['Such a long time ', 'needs a second check.'],
    needsSecondNote: 'Your hours are saved. They count once staff have checked; you need not come back.',
    tooLong: ['That is very long, ', 'so it was not counted.'],
    tooLongNote: 'You are signed out. Please tell staff, and a person will check the hours.',
    once: 'Signing out once is enough. More taps do no harm.',
  },
  capped: {
    day: capped('day'),
    month: capped('month'),
    quarter: capped('quarter'),
    year: capped('year'),
    winter: capped('winter'),
    ever: 'You have all the points there are for this. You still count as present.',
  },
  served: { points: '', balance: (points) => ` points, ${points} in all` },
  leaveEarly: {
    from: (time) => `After ${time}, `,
    then: 'tap again to sign out.',
    leave: 'Leave early, sign out',
    counts: (duration) => `Counts ${duration} if you go now`,
    countsNothing: 'No hours count if you go now',
    plain: 'Going now? Touch here',
    stay: 'I am staying to help',
    stayHere: 'I am staying',
    busy: 'Signing out...',
    failed: 'Not signed out. Please tap your card again.',
  },
  notMe: {
    key: 'This is not me',
    doing: ['Undoing it, ', 'please wait'],
    failed: ['Could not undo it. ', 'Please ask staff'],
    undone: ['Undone. ', 'Please ask staff'],
    nothing: ['Nothing was recorded. ', 'Please ask staff'],
    title: 'Staff will be with you',
    wait: ['Please ', 'stay here', ' for a moment.'],
    show: ['Keep your card in hand and ', 'show it to staff.'],
    hidden: 'The name is hidden now. Nobody can see it on the screen.',
    failedNote: 'The name is hidden now. Staff will put this right.',
    ok: 'OK',
  },
  choose: {
    notInYet: ['not checked in yet: ', 'touch one, ', 'no need to tap again.'],
    notOutYet: ['not signed out yet: ', 'touch one, ', 'no need to tap again.'],
    nothingYet: ['not recorded yet: ', 'touch one, ', 'no need to tap again.'],
    checkIn: 'Check in here',
    checkOut: 'Sign out here',
    checkingIn: 'Checking in...',
    checkingOut: 'Signing out...',
    failed: 'Not recorded. Please touch again, or tap your card again.',
    before: 'Previous',
    after: 'Next',
    page: (page, pages) => `Page ${String(page)} of ${String(pages)}`,
  },
  crowd: {
    begins: (time) => `From ${time}`,
    arrived: 'checked in',
    expected: (people) => `, ${String(people)} on the list`,
    wrongName: 'Wrong name?',
    next: ['One after another, ', 'just tap'],
    noWaiting: 'No need to wait for the screen. A second tap counts nothing twice.',
    kept: 'All saved',
    done: {
      checkedIn: 'Checked in',
      already: 'Already in',
      checkedOut: 'Signed out',
      alreadyOut: 'Already out',
    },
    child: 'Child',
    unread: 'Not read',
    notIdCard: 'Not an ID card',
    takenBack: 'Undone',
    staff: 'Ask staff',
    waiting: 'Checking',
  },
  alsoOpen: (events) => `${String(events)} more open for check-in`,
  clockTrouble: 'Check-in works; staff will check the time',
}
