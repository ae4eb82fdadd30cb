import catalogue from '../../resources/catalogue.json' with { type: 'json' }
import { numerals } from '../../electron/contract/words/numerals.ts'
import type { VoiceLanguage } from '../../electron/contract/voice.ts'
import type { Words } from '../../electron/contract/words/zh-CN.ts'
import { plainOf } from './compose.ts'
import { spellChinese } from './numbers.ts'

/** One clip that the station has: a name, and what it says. */
export interface Prompt {
  key: string
  text: string
}

/** Stands where a text has a name, a place or a figure of its own: the parts on both sides are clips. */
const gap = '\u25a1'

type Texts = string | readonly string[]

/** Every text of a branch of the catalogue that is the same each time; lists of phrases are one text. */
const fixedOf = (branch: object): Record<string, Texts> =>
  Object.fromEntries(
    Object.entries(branch).flatMap(([key, value]: [string, unknown]): [string, Texts][] => {
      if (typeof value === 'string') return [[key, value]]
      if (Array.isArray(value) && value.every((part) => typeof part === 'string'))
        return [[key, value.join('')]]
      if (typeof value !== 'object' || value === null) return []
      return Object.entries(fixedOf(value)).map(([inner, text]) => [`${key}-${inner}`, text])
    }),
  )

/** `but`: what nobody reads aloud, as words on keys and while something is under way. */
const named = (name: string, branch: object, but: readonly string[] = []): Record<string, Texts> =>
  Object.fromEntries(
    Object.entries(fixedOf(branch))
      .filter(([key]) => !but.some((left) => key === left || key.startsWith(`${left}-`)))
      .map(([key, text]) => [`${name}-${key}`, text]),
  )

/** What a result can say, and what stands beneath it. */
const resultTexts = (words: Words): Record<string, Texts> => ({
  ...named('short', words.voice.short),
  ...named('short', { unread: words.voice.unread, takenBack: words.voice.takenBack }),
  ...named('short', { nothingTaken: words.voice.nothingTaken, signedUp: words.voice.signedUp }),
  ...named('short', { signedUpAgain: words.voice.signedUpAgain }),
  ...named('refused', words.voice.refused),
  ...named('signUpRefused', words.voice.signUpRefused),
  ...fixedOf({
    checkedIn: words.checkedIn,
    already: words.already,
    checkedOut: words.checkedOut,
    alreadyOut: words.alreadyOut,
    nothingOn: words.nothingOn,
    chooseEvent: words.chooseEvent,
    full: words.full,
    tooLate: words.tooLate,
    tooEarly: words.tooEarly(gap),
    notInTeam: words.notInTeam(gap),
    notInLongTeam: words.notInTeam(gap.repeat(40)),
    notEligible: words.notEligible(0),
    unreadable: words.unreadable,
    unreadable2: words.unreadable2,
    notIdCard: words.notIdCard,
    cardUnverified: words.cardUnverified,
    minor: words.minor,
    checking: words.checking,
    notRecorded: words.notRecorded,
    cardExpired: words.cardExpired,
    clockWrong: words.clockWrong,
    clockTrouble: words.clockTrouble,
  }),
  ...named('result', words.result, ['ok']),
  ...named('result', { where: words.result.where(gap), nextPlace: words.result.nextPlace(gap, true) }),
  ...named('capped', words.capped),
  ...named('child', words.child),
  ...named('out', words.out),
  ...named('out', { servedToday: words.out.servedToday(gap), waits: words.out.waits(gap) }),
  ...named('leave', words.leaveEarly, ['busy', 'stay', 'stayHere', 'leave', 'plain']),
  ...named('leave', { from: words.leaveEarly.from(gap), counts: words.leaveEarly.counts(gap) }),
  ...named('later', words.refusedHow),
  ...named('told', words.refused),
  ...named('retry', words.retry, ['help']),
  ...named('withoutCard', words.withoutCard, ['otherCard']),
  ...named('waiting', words.waiting),
  ...named('notMe', words.notMe, ['key', 'ok']),
  ...named('signUp', words.signUp),
  ...named('signUp', { place: words.signUp.place(0), notYet: words.signUp.titles.notYet(gap) }),
})

/** What the questions of consent and the sheets say. */
const questionTexts = (words: Words): Record<string, Texts> => ({
  ...named('consent', words.consent, ['busy']),
  ...named('sharing', words.sharing),
  ...named('thanks', words.thanks, ['ok']),
  ...named('lowered', words.lowered),
  takeCard: words.takeCard.join(''),
  cannot: words.voice.cannot,
  ...named('idle', { title: words.credit.idle.title }),
})

const homeTexts = (words: Words): Record<string, Texts> => ({
  ...fixedOf({
    tapPrompt: words.tapPrompt,
    tapSound: words.tapSound,
    takeCardHint: words.takeCardHint,
    readerDown: words.readerDown,
    readerDownHint: words.readerDownHint,
    nothingOnHint: words.nothingOnHint,
    openNow: words.event.now,
    noneSoon: words.event.noneSoon,
    arrived: words.event.arrived,
    alsoOpen: words.alsoOpen(0),
    placesLeft: words.event.placesLeft(1),
    placesNone: words.event.placesLeft(0),
  }),
  ...named('tapHint', words.tapHint),
  ...named('crowd', {
    next: words.crowd.next,
    noWaiting: words.crowd.noWaiting,
    arrived: words.crowd.arrived,
  }),
  ...named('crowd', { begins: words.crowd.begins(gap), expected: words.crowd.expected(0) }),
  ...named('choose', {
    in: words.choose.notInYet,
    out: words.choose.notOutYet,
    nothing: words.choose.nothingYet,
    failed: words.choose.failed,
  }),
})

const starTexts = ({ credit }: Words): Record<string, Texts> =>
  named('credit', {
    star0: credit.starName(0),
    star1: credit.starName(1),
    star2: credit.starName(2),
    star3: credit.starName(3),
    star4: credit.starName(4),
    star5: credit.starName(5),
    next: credit.nextStar(gap, 2),
    next1: credit.nextStar(gap, 1),
    next3: credit.nextStar(gap, 3),
    next4: credit.nextStar(gap, 4),
    next5: credit.nextStar(gap, 5),
  })

const creditTexts = ({ credit }: Words): Record<string, Texts> => ({
  ...named('credit', {
    title: credit.title,
    loading: credit.loading,
    failed: credit.failed,
    confirmed: credit.confirmed,
    waiting: credit.waiting,
    redeemable: credit.redeemable,
    waitingHow: credit.waitingHow,
    none: credit.none,
    missing: credit.missing(gap),
    allStars: credit.allStars,
    servedNone: credit.servedNone,
    city: credit.cityScore(0),
    cityHow: credit.cityHow,
    more: credit.moreTitle,
    history: credit.history.title,
    page: credit.page(0),
  }),
  ...named('door', credit.door, ['rulesHint']),
  ...named('owed', credit.owed),
  ...named('owed', { later: credit.owed.later(gap), missing: credit.owed.missing(gap) }),
  ...named('noConsent', credit.noConsent, ['busy', 'want']),
  ...named('line', credit.line),
  ...named('sure', credit.sure, ['yes', 'no', 'busy']),
  ...named('objection', { title: credit.objection.title, head: credit.objection.head }),
  ...named('objection', { note: credit.objection.note, later: credit.objection.later }),
  ...named('deeds', { title: credit.deeds.title, how: credit.deeds.how, day: credit.deeds.day }),
  ...named('deeds', {
    told: credit.deeds.told,
    toldHow: credit.deeds.toldHow,
    refused: credit.deeds.refused,
  }),
  ...named('deeds', { because: credit.deeds.because, askStaff: credit.deeds.askStaff }),
  ...named('consents', credit.consents, [
    'busy',
    'keep',
    'stop',
    'yes',
    'no',
    'askSharing',
    'scoring',
    'sharing',
  ]),
  ...named('rules', { title: credit.rules.title, how: credit.rules.how, find: credit.rules.find }),
  ...named('rules', { nothing: credit.rules.nothing, loading: credit.rules.loading }),
  ...named('slip', {
    title: credit.slip.title,
    printing: credit.slip.printing,
    trouble: credit.slip.trouble,
  }),
})

/** The kinds of good deeds are titles of pages. */
const categories = [...new Set(catalogue.items.map(({ category }) => category))]
const categoryTexts = named('category', Object.fromEntries(categories.entries()))

const calendarTexts = ({ calendar, activities, notices }: Words): Record<string, Texts> => ({
  ...named('calendar', {
    teams: calendar.teamsTitle,
    noTeams: calendar.noTeams,
    none: calendar.none,
    noneComing: calendar.noneComing,
    nextOne: calendar.nextOne(gap),
    week: calendar.weekOf(gap),
    failed: calendar.failed,
    loading: calendar.loading,
    fixed: calendar.event.credit.fixed(gap),
    minutes: calendar.event.credit.minutes(gap),
    both: calendar.event.credit.both(gap),
    points: calendar.event.credit.points,
    minAge: calendar.event.minAge(0),
    fullAsk: calendar.event.fullAsk,
    queue0: calendar.event.queue(0),
    queue: calendar.event.queue(1),
    free: calendar.event.free(0),
    unlimited: calendar.event.unlimited,
    why: calendar.event.why,
    noReason: calendar.event.noReason,
    movedTo: calendar.event.movedTo,
    notDone: calendar.event.failed,
    was: calendar.event.was,
  }),
  ...named('event', calendar.event.say),
  ...named('event', { notYet: calendar.event.say.notYet(gap), waiting: calendar.event.say.waiting(0) }),
  ...named('event', { attended: calendar.event.say.attended(0), clash: calendar.event.clash(gap) }),
  ...named('eventRefused', calendar.event.refused),
  ...named('eventRefused', { age: calendar.event.refused.notEligible(0) }),
  ...named('giveUp', calendar.sure, ['keep', 'keepQueue', 'yes', 'yesQueue', 'busy']),
  ...named('card', calendar.card, ['never']),
  ...named('card', { places: calendar.card.places(0) }),
  ...named('seen', { seeYou: calendar.result.seeYou(gap), where: calendar.result.where(gap, gap) }),
  ...named('seen', { cannotCome: calendar.result.cannotCome }),
  ...named('find', { title: activities.title, none: activities.none, nearest: activities.nearest }),
  ...named('find', { noneComing: activities.noneComing, mine: activities.mine, total: activities.total(0) }),
  ...named('mine', activities.own, ['signedUp', 'checkedIn', 'cancelled', 'team', 'done']),
  ...named('mineCard', { ...activities.card, shows: Object.fromEntries(activities.card.shows.entries()) }, [
    'never',
  ]),
  ...named('notices', {
    title: notices.title,
    lead: notices.lead,
    none: notices.none,
    failed: notices.failed,
  }),
  ...named('notices', { fresh: notices.fresh(0), page: notices.page(0, 0), hung: notices.hung(gap) }),
  ...named('noticesUntil', {
    notice: notices.until(gap, 'notice'),
    publicity: notices.until(gap, 'publicity'),
  }),
})

/** The parts of times, dates, figures and what they count. */
const partTexts = ({ time, duration, units }: Words): Record<string, Texts> => ({
  ...named('number', numerals, ['digits', 'counted']),
  ...Object.fromEntries(numerals.digits.map((digit, value) => [`number-${String(value)}`, digit])),
  ...Object.fromEntries(time.weekdays.map((day, value) => [`weekday-${String(value)}`, day])),
  ...Object.fromEntries(numerals.counted.map((unit, at) => [`unit-${String(at + 1)}`, unit])),
  ...named('day', { today: time.today, yesterday: time.yesterday, tomorrow: time.tomorrow }),
  ...named('part', { smallHours: time.smallHours, morning: time.morning, noon: time.noon }),
  ...named('part', { afternoon: time.afternoon, evening: time.evening }),
  ...named('date', { day: time.day(0, 0), year: time.year(0) }),
  ...named('unit', units, ['milliseconds']),
  ...named('unit', { minutes: duration.onlyMinutes(0) }),
})

const marks = /[0-9\u25a1\s\p{P}]+/u

/** A text in the parts that are clips: what is said in one breath, less its gaps. */
const partsOf = (text: string): string[] => text.split(marks).filter((part) => part !== '')

const keyOf = (name: string, at: number, all: number): string =>
  all === 1 ? name : `${name}-${String(at + 1)}`

/** Everything that the station says in Chinese, each text once, under the name of the first place it stands in. */
export const chinesePrompts = (words: Words): Prompt[] => {
  const texts = {
    ...partTexts(words),
    ...resultTexts(words),
    ...questionTexts(words),
    ...homeTexts(words),
    ...starTexts(words),
    ...creditTexts(words),
    ...categoryTexts,
    ...calendarTexts(words),
  }
  const seen = new Set<string>()
  return Object.entries(texts).flatMap(([name, text]) => {
    const parts = partsOf(typeof text === 'string' ? text : text.join(''))
    return parts.flatMap((part, at): Prompt[] => {
      const plain = plainOf(spellChinese(part), 'zh')
      if (seen.has(plain)) return []
      seen.add(plain)
      return [{ key: keyOf(name, at, parts.length), text: part }]
    })
  })
}

/** What each language says. */
export const promptsOf: Partial<Record<VoiceLanguage, (words: Words) => Prompt[]>> = { zh: chinesePrompts }
