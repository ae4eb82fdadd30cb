let segmenter: Intl.Segmenter | null = null

/** Punctuation, and the small words that lean on what stands before them (dui, zhong, de, le, zhe, guo, men, ma, ne, ba, a). */
const leansBack = /^[\p{P}\u961f\u949f\u7684\u4e86\u7740\u8fc7\u4eec\u5417\u5462\u5427\u554a]+$/u
/** One character, an opening mark, or a number: it waits for what it belongs to. */
const leansOn = /^(?:.|\d+)$|\p{Ps}$|\p{Pi}$/u

/** A title cut where a line may end: between words, and never so that one character is left over. */
export const titleWords = (title: string): string[] => {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  const words: string[] = []
  let waits = false
  for (const { segment } of segmenter.segment(title)) {
    const last = words.length - 1
    const isOpening = /^[\p{Ps}\p{Pi}]$/u.test(segment)
    if (last >= 0 && (waits || (leansBack.test(segment) && !isOpening)))
      words[last] = `${words[last] ?? ''}${segment}`
    else words.push(segment)
    waits = (isOpening || !leansBack.test(segment)) && leansOn.test(segment)
  }
  // What waited at the end waits for nothing.
  const rest = words.at(-1)
  if (waits && words.length > 1 && rest !== undefined) words.splice(-2, 2, `${words.at(-2) ?? ''}${rest}`)
  return words
}
