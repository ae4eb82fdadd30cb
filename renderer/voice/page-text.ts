/** What is on the page and never said: names, and what only the eye needs. */
const unsaid = '[data-unsaid], [hidden], [aria-hidden="true"]'

/** Two elements stand apart without a blank between them: English words would become one. */
const wordsTouch = (before: string, after: string): boolean =>
  /[a-z0-9]$/i.test(before) && /^[+a-z0-9]/i.test(after)

const textOf = (element: Element): string => {
  const instead = element.getAttribute('data-say')
  if (instead) return instead
  const walker = element.ownerDocument.createTreeWalker(
    element,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    (node) =>
      node instanceof Element && node.matches(unsaid) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  let text = ''
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    text += `${wordsTouch(text, node.data) ? ' ' : ''}${node.data}`
  }
  return text.replaceAll(/\s+/g, ' ').trim()
}

const isSeen = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true }) && element.closest(unsaid) === null

/**
 * What the page says of itself: the texts that are marked with `data-say`, in their order, less every name. A mark with
 * a text of its own has that one said instead: where a title begins with a name.
 */
export const textsOf = (root: ParentNode): string[] =>
  [...root.querySelectorAll('[data-say]')]
    .filter((element) => isSeen(element) && element.parentElement?.closest('[data-say]') === null)
    .map(textOf)
    .filter((text) => text !== '')
