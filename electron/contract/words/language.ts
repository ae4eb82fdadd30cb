const same = (text: string): string => text

/** Words of the choice of a language, and how names that this product brings along are said in it. */
export const languageWords = {
  language: { title: '语言 Language', zh: '中文', en: 'English' },
  /** Chinese names as the data hold them. What a village added itself is said as it is. */
  names: {
    rule: same,
    category: same,
    team: same,
  },
  almanac: {
    /** `农历十月十六`, in the head of a page. */
    today: same,
    /** The same without its first word, in the head of a day. */
    date: (date: string): string => `农历${date}`,
    /** `十六`, or `十月` on the first: in the cell of a day. */
    day: same,
    term: same,
    festival: same,
    /** A term or a festival in the cell of a day. */
    short: same,
  },
} as const
