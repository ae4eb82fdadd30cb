export interface Problem {
  /** Which rule: `text size`, `target size`, `gap`, `reach`, `hidden control`, `cut`, `overlap`, `lone character`, `line height`, `line length`, `font`, `axe`. */
  check: string
  /** The element, as a person would look for it. */
  where: string
  what: string
}

/**
 * Measures the page from inside: everything that boxes and computed styles tell. Runs in the browser and
 * therefore uses nothing from outside. Sizes are in pixels of a panel whose short side is 1080.
 * Marks every element that draws text with `data-draws-text`.
 */
export const measureBoxes = (): Problem[] => {
  const problems: Problem[] = []
  const root = document.documentElement
  const px = parseFloat(getComputedStyle(root).fontSize) / 16
  const isPortrait = window.innerHeight > window.innerWidth
  /** Staff stand, are younger and know their page: smaller sizes, and the whole panel within reach. */
  const isConsole = document.querySelector('.console') !== null
  const isStaff = isConsole || document.querySelector('.staff-door') !== null
  /** A page that fills the screen and comes down as a whole: it is measured lowered too. */
  const lowers = document.querySelector('[data-lowers]:not(.lowered)') !== null
  const leastTarget = isConsole ? 64 : 80
  const stage = document.querySelector('#page')?.getBoundingClientRect()
  if (!stage) return [{ check: 'cut', where: '#page', what: 'there is no page' }]

  const nameOf = (element: Element): string => {
    const text = element.textContent.trim()
    const id = element.getAttribute('data-testid') ?? element.getAttribute('class')?.split(' ')[0]
    return `${element.tagName.toLowerCase()}${id ? `[${id}]` : ''} "${text.slice(0, 24)}"`
  }
  const add = (check: string, element: Element, what: string): void => {
    problems.push({ check, where: nameOf(element), what })
  }
  const isAlive = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[inert], svg') === null &&
    element.getBoundingClientRect().width > 2

  const measureControls = (): void => {
    const controls = [...document.querySelectorAll('button, a[href], input, select, textarea, [tabindex]')]
      .filter((control) => isAlive(control) && !control.matches(':disabled, [tabindex="-1"]'))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
    for (const { control, box } of controls) {
      const [width, height] = [box.width / px, box.height / px]
      const [top, bottom] = [(box.top - stage.top) / px, (box.bottom - stage.top) / px]
      if (width < leastTarget - 0.1 || height < leastTarget - 0.1)
        add(
          'target size',
          control,
          `${width.toFixed(0)} by ${height.toFixed(0)}, less than ${String(leastTarget)}`,
        )
      // A card as high as a hand's reach is touched at its foot.
      if (isPortrait && !isStaff && !lowers && top < 820 && bottom - 820 < 96)
        add('reach', control, `starts at ${top.toFixed(0)}, above 820`)
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      if (!hit || !(control.contains(hit) || hit.contains(control)) || hit.contains(document.body))
        add('hidden control', control, `under ${hit ? nameOf(hit) : 'nothing'}`)
    }
    for (const [index, one] of controls.entries())
      for (const other of controls.slice(index + 1)) {
        if (one.control.contains(other.control) || other.control.contains(one.control)) continue
        const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right)
        const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom)
        const gap = Math.max(across, down) / px
        if (gap < 15.5) add('gap', one.control, `${gap.toFixed(0)} to ${nameOf(other.control)}`)
      }
  }

  /** Boxes of the text's lines; a font's own box is higher than its characters, so a fifth is taken off. */
  const lineBoxes = (node: Text): DOMRect[] => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return [...range.getClientRects()]
      .filter((box) => box.width > 1)
      .map((box) => new DOMRect(box.left, box.top + box.height * 0.2, box.width, box.height * 0.6))
  }
  const lastLine = (node: Text): string => {
    const range = document.createRange()
    let line = ''
    let left = 0
    for (let at = 0; at < node.data.length; at += 1) {
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      const box = range.getBoundingClientRect()
      if (box.width === 0) continue
      if (box.left < left) line = ''
      line += node.data.charAt(at)
      left = box.left
    }
    return line.trim()
  }
  /** The nearest thing around the text with an edge of its own. */
  const frameOf = (element: Element): Element | null => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      const isClipping = style.overflowX !== 'visible' || style.overflowY !== 'visible'
      const hasEdge = style.backgroundColor !== 'rgba(0, 0, 0, 0)' || parseFloat(style.borderLeftWidth) > 0
      if (isClipping || hasEdge) return at
    }
    return null
  }

  /** Reading text of several lines: how far they stand from one another, how much stands in one. */
  const measureReading = (node: Text, element: Element): void => {
    const style = getComputedStyle(element)
    const rows = [...new Set(lineBoxes(node).map((box) => Math.round(box.top)))].sort((a, b) => a - b)
    const isTitle = style.fontFamily.includes('Serif')
    if (rows.length < 2 || isTitle || isStaff) return
    const size = parseFloat(style.fontSize)
    const height = Math.min(...rows.slice(1).map((top, index) => top - (rows[index] ?? 0))) / size
    // A key's word is one thing, not something to read line by line.
    const least = element.closest('button') ? 1.1 : 1.3
    // Lines stand on whole pixels.
    if (height < least - 1 / size)
      add('line height', element, `${height.toFixed(2)}, less than ${String(least)}`)
    const characters = Math.max(...lineBoxes(node).map((box) => box.width)) / size
    // A Latin letter is half as wide: 80 of them (WCAG 1.4.8) are as long as 40 characters.
    const most = document.documentElement.lang === 'en' ? 40 : 24
    if (characters > most + 0.7)
      add('line length', element, `${characters.toFixed(1)} characters in a line, more than ${String(most)}`)
  }

  /** A title that slides under a key is cut for the eye, though neither leaves its page. */
  const measureCovered = (lines: readonly { element: Element; box: DOMRect }[]): void => {
    const keys = [...document.querySelectorAll('button, input')].filter(isAlive)
    for (const { element, box } of lines)
      for (const key of keys) {
        if (key.contains(element) || key.closest('label')?.contains(element)) continue
        if (key.closest('[role="dialog"]') !== element.closest('[role="dialog"]')) continue
        const edge = key.getBoundingClientRect()
        const across = Math.min(box.right, edge.right) - Math.max(box.left, edge.left)
        const down = Math.min(box.bottom, edge.bottom) - Math.max(box.top, edge.top)
        if (across > 2 * px && down > 2 * px) add('overlap', element, `with ${nameOf(key)}`)
      }
  }

  /** What came of a card is read from three metres, but beside the demonstration's drawer; the rest from near by. */
  const leastSize = (element: Element): number => {
    if (element.closest('.stage:not(.drawn) .flood h1')) return 104
    if (element.closest('.console')) return 22
    return element.closest('nav') ? 28 : 32
  }

  const measureText = (): void => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const lines: { element: Element; box: DOMRect }[] = []
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      const element = node.parentElement
      if (!element || node.data.trim() === '' || !isAlive(element)) continue
      element.setAttribute('data-draws-text', '')
      const style = getComputedStyle(element)
      const size = parseFloat(style.fontSize) / px
      const least = leastSize(element)
      if (size < least - 0.1) add('text size', element, `${size.toFixed(1)}, less than ${String(least)}`)
      if (style.textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth)
        add('cut', element, 'ends in an ellipsis')
      const boxes = lineBoxes(node)
      const frame = frameOf(element)?.getBoundingClientRect() ?? stage
      for (const box of boxes) {
        const isOut = (outer: DOMRect): boolean =>
          box.left < outer.left - 2 * px ||
          box.right > outer.right + 2 * px ||
          box.top < outer.top - px ||
          box.bottom > outer.bottom + px
        if (isOut(stage)) add('cut', element, 'leaves the page')
        else if (isOut(frame)) add('cut', element, 'leaves the box that it stands in')
        lines.push({ element, box })
      }
      if (boxes.length > 1 && /^[\u3400-\u9fff][\uff01-\uff1f\u3002]?$/.test(lastLine(node)))
        add('lone character', element, lastLine(node))
      measureReading(node, element)
    }
    measureCovered(lines)
    for (const { element, box } of lines) {
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      const isOver = hit?.closest('[role="dialog"]') !== element.closest('[role="dialog"]')
      const isOwnInput = hit?.closest('label')?.contains(element) ?? false
      if (hit && !isOver && !isOwnInput && !hit.contains(element) && !element.contains(hit))
        add('overlap', element, `under ${nameOf(hit)}`)
    }
    for (const [index, one] of lines.entries())
      for (const other of lines.slice(index + 1)) {
        if (one.element === other.element) continue
        if (one.element.closest('[role="dialog"]') !== other.element.closest('[role="dialog"]')) continue
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (across > 2 * px && down > 2 * px) add('overlap', one.element, `with ${nameOf(other.element)}`)
      }
  }

  measureControls()
  measureText()
  return problems
}
