import type { Directive } from 'vue'

const watchers = new WeakMap<HTMLElement, ResizeObserver>()

/** Rows that the list has no room for are hidden whole: half a line is worse than none. */
const hideWhatIsCut = (list: HTMLElement): void => {
  const end = list.getBoundingClientRect().bottom + 1
  for (const row of list.children)
    if (row instanceof HTMLElement)
      row.style.visibility = row.getBoundingClientRect().bottom > end ? 'hidden' : ''
}

/** `v-fit` on a list of a given height: shows as many of its rows as fit, from the first on. */
export const vFit: Directive<HTMLElement> = {
  mounted: (list) => {
    const watcher = new ResizeObserver(() => {
      hideWhatIsCut(list)
    })
    watcher.observe(list)
    for (const row of list.children) watcher.observe(row)
    watchers.set(list, watcher)
  },
  updated: (list) => {
    const watcher = watchers.get(list)
    for (const row of list.children) watcher?.observe(row)
    hideWhatIsCut(list)
  },
  unmounted: (list) => {
    watchers.get(list)?.disconnect()
  },
}
