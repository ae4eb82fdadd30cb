import { nextTick, onBeforeUnmount } from 'vue'

/** Whatever was focused before this was opened is so again once it is gone, where it is still there. */
export const giveBackFocus = (): void => {
  const before = document.activeElement
  onBeforeUnmount(() => {
    // What lies under it can take the focus only once it is inert no more.
    void nextTick(() => {
      const isFree = document.activeElement === null || document.activeElement === document.body
      if (isFree && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    })
  })
}
