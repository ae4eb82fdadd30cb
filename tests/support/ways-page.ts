import type { Problem } from './measure-page.ts'

/** A way in which a page is used other than by looking and touching. */
export type Way = 'ring' | 'forced' | 'movement' | 'sideways'

/**
 * Measures one such way from inside the page: runs in the browser and therefore uses nothing from outside.
 * `ring`: the control that has the focus, whether its ring is seen whole and stands out from its ground.
 * `forced`: with the colours of the system every control has an edge, every drawing is seen.
 * `movement`: what still moves although the person asked for stillness.
 * `sideways`: what would have to be moved sideways on half the panel.
 */
export const measureWay = (way: Way): Problem[] => {
  const problems: Problem[] = []
  const add = (check: string, element: Element, what: string): void => {
    const text = element.textContent.trim().slice(0, 24)
    const where = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${text}"`
    problems.push({ check, where, what })
  }
  const isAlive = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[inert]') === null &&
    element.getBoundingClientRect().width > 2
  const light = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((part) => {
      const share = part / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one: string, other: string): number => {
    const [high = 1, low = 0] = [light(one), light(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }
  const isSeen = (colour: string): boolean => colour !== 'none' && !/^rgba\(.*, 0\)$/.test(colour)
  const groundOf = (element: Element | null): string => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at)
      if (isSeen(backgroundColor)) return backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }

  const measureRing = (): void => {
    const control = document.activeElement
    if (!control || control === document.body) return
    const px = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
    // A choice that stands behind its word shows the ring at the word's frame.
    const framed = control.matches('input') ? (control.closest('label') ?? control) : control
    const style = getComputedStyle(framed)
    const width = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)
    if (width < 2 * px) {
      add('focus ring', control, 'there is none')
      return
    }
    const reach = width + parseFloat(style.outlineOffset)
    const box = framed.getBoundingClientRect()
    for (let at = framed.parentElement; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at)
      if (overflowX === 'visible' && overflowY === 'visible') continue
      const frame = at.getBoundingClientRect()
      const isCut =
        box.left - reach < frame.left - 1 ||
        box.right + reach > frame.right + 1 ||
        box.top - reach < frame.top - 1 ||
        box.bottom + reach > frame.bottom + 1
      if (isCut) add('focus ring', control, `cut by .${at.getAttribute('class') ?? at.tagName}`)
    }
    const ground = groundOf(framed.parentElement)
    const stands = contrast(style.outlineColor, ground)
    if (stands < 3)
      add('focus ring', control, `${style.outlineColor} on ${ground}: ${stands.toFixed(1)}, less than 3`)
  }

  const measureForced = (): void => {
    for (const control of document.querySelectorAll('button, label:has(input)')) {
      if (!isAlive(control)) continue
      const style = getComputedStyle(control)
      const ground = groundOf(control.parentElement)
      const hasEdge = [
        [style.borderTopStyle, style.borderTopWidth, style.borderTopColor] as const,
        [style.outlineStyle, style.outlineWidth, style.outlineColor] as const,
      ].some(
        ([line, width, colour]) =>
          line !== 'none' && parseFloat(width) >= 1 && isSeen(colour) && contrast(colour, ground) >= 3,
      )
      if (!hasEdge) add('forced colours', control, 'no edge is seen')
    }
    for (const drawing of document.querySelectorAll('svg')) {
      if (!isAlive(drawing)) continue
      const ground = groundOf(drawing)
      const isDrawn = [...drawing.querySelectorAll('path, circle, ellipse, rect, text')].some((shape) => {
        const { stroke, fill } = getComputedStyle(shape)
        return [stroke, fill].some((colour) => isSeen(colour) && contrast(colour, ground) >= 3)
      })
      if (!isDrawn) add('forced colours', drawing.parentElement ?? drawing, 'a drawing is not seen')
    }
  }

  const measureMovement = (): void => {
    for (const { effect, playState } of document.getAnimations()) {
      if (!(effect instanceof KeyframeEffect) || !effect.target || playState !== 'running') continue
      const { duration } = effect.getComputedTiming()
      const moves = effect
        .getKeyframes()
        .some((key) =>
          ['transform', 'translate', 'rotate', 'scale', 'left', 'top'].some((name) => name in key),
        )
      if (moves && typeof duration === 'number' && duration > 0)
        add('movement', effect.target, `${String(duration)} ms`)
    }
  }

  const measureSideways = (): void => {
    const { scrollWidth } = document.documentElement
    if (scrollWidth > window.innerWidth)
      add('sideways', document.documentElement, `${String(scrollWidth)} in ${String(window.innerWidth)}`)
  }

  const all = {
    ring: measureRing,
    forced: measureForced,
    movement: measureMovement,
    sideways: measureSideways,
  }
  all[way]()
  return problems
}
