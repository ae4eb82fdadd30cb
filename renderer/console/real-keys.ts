import { onBeforeUnmount, onMounted, type Ref } from 'vue'

/**
 * Keys of a real keyboard, for pads that show their own: `key` gets what was pressed and tells whether it meant
 * something here. Nothing is heard while the pad lies under something else.
 */
export const useRealKeys = (
  pad: Readonly<Ref<HTMLElement | null>>,
  press: (key: string) => boolean,
): void => {
  const hear = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
    if (pad.value?.closest('[inert]') !== null) return
    if (press(event.key)) event.preventDefault()
  }
  onMounted(() => {
    window.addEventListener('keydown', hear)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', hear)
  })
}
