import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

export interface Pages<T> {
  page: Ref<number>
  pages: ComputedRef<number>
  shown: ComputedRef<readonly T[]>
  move: (by: 1 | -1) => void
}

/** Cuts a list into pages of `size`, because nothing here is scrolled. A shorter list moves back to its last page. */
export const usePages = <T>(items: () => readonly T[], size: number): Pages<T> => {
  const page = ref(0)
  const pages = computed(() => Math.max(1, Math.ceil(items().length / size)))
  watch(pages, (count) => {
    page.value = Math.min(page.value, count - 1)
  })
  return {
    page,
    pages,
    shown: computed(() => items().slice(page.value * size, (page.value + 1) * size)),
    move: (by) => {
      page.value = Math.min(Math.max(0, page.value + by), pages.value - 1)
    },
  }
}
