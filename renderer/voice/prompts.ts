import catalogue from '../../resources/catalogue.json' with { type: 'json' }
import type { ResidentWords } from '../../electron/contract/words/spoken.ts'

/** One clip that the station has: a name, and what it says. */
export interface Prompt {
  key: string
  text: string
}

/** Stands where a text has a name, a place or a figure of its own: the parts on both sides are clips. */
const gap = '\u25a1'

export type Texts = string | readonly string[]

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
export const named = (name: string, branch: object, but: readonly string[] = []): Record<string, Texts> =>
  Object.fromEntries(
    Object.entries(fixedOf(branch))
      .filter(([key]) => !but.some((left) => key === left || key.startsWith(`${left}-`)))
      .map(([key, text]) => [`${name}-${key}`, text]),
  )

/** What a result can say, and what stands beneath it. */
const resultTexts = (words: ResidentWords): Record<string, Texts> => ({
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
  ...named('later', { late: words.refusedHow.late }),
  ...named('later', { comeAt: words.refusedHow.comeAt.join(gap), team: words.refusedHow.team.join(gap) }),
  ...named('told', words.refused),
  ...named('retry', words.retry, ['help']),
  ...named('withoutCard', words.withoutCard, ['otherCard']),
  ...named('waiting', words.waiting),
  ...named('notMe', words.notMe, ['key', 'ok']),
  ...named('signUp', words.signUp),
  ...named('signUp', { place: words.signUp.place(0), notYet: words.signUp.titles.notYet(gap) }),
})

/** What the questions of consent and the sheets say. */
const questionTexts = (words: ResidentWords): Record<string, Texts> => ({
  ...named('consent', words.consent, ['busy']),
  ...named('sharing', words.sharing),
  ...named('thanks', words.thanks, ['ok']),
  ...named('lowered', words.lowered),
  takeCard: words.takeCard.join(''),
  cannot: words.voice.cannot,
  ...named('idle', { title: words.credit.idle.title }),
})

const homeTexts = (words: ResidentWords): Record<string, Texts> => ({
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

const starTexts = ({ credit }: ResidentWords): Record<string, Texts> =>
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

const creditTexts = ({ credit }: ResidentWords): Record<string, Texts> => ({
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
  ...named('deeds', {
    title: credit.deeds.title,
    how: credit.deeds.how,
    waiting: credit.deeds.waiting(0),
    day: credit.deeds.day,
  }),
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
const categoryTexts = ({ names }: ResidentWords): Record<string, Texts> =>
  named('category', Object.fromEntries(categories.map((category, at) => [at, names.category(category)])))

const calendarTexts = ({ calendar, activities, notices }: ResidentWords): Record<string, Texts> => ({
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

/** Everything of the catalogue that is said, in whatever language; `gap` stands where it is different each time. */
export const catalogueTexts = (words: ResidentWords): Record<string, Texts> => ({
  ...resultTexts(words),
  ...questionTexts(words),
  ...homeTexts(words),
  ...starTexts(words),
  ...creditTexts(words),
  ...categoryTexts(words),
  ...calendarTexts(words),
})

/** How a language cuts its texts into what is said in one breath, and tells two of them apart. */
interface Cutting {
  partsOf: (text: string) => string[]
  plain: (part: string) => string
}

const keyOf = (name: string, at: number, all: number): string =>
  all === 1 ? name : `${name}-${String(at + 1)}`

/** One prompt for each text, under the name of the first place that it stands in. */
export const promptsIn = (texts: Record<string, Texts>, { partsOf, plain }: Cutting): Prompt[] => {
  const seen = new Set<string>()
  return Object.entries(texts).flatMap(([name, text]) => {
    const parts = partsOf(typeof text === 'string' ? text : text.join(''))
    return parts.flatMap((part, at): Prompt[] => {
      const said = plain(part)
      if (seen.has(said)) return []
      seen.add(said)
      return [{ key: keyOf(name, at, parts.length), text: part }]
    })
  })
}
