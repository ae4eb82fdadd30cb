import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { DemoSnapshot } from '../../electron/contract/pushes.ts'
import { nextTour, skip, startTour, tourSays, type Tour, type TourSigns } from '../demo/tour.ts'
import { askOf } from '../flow-state.ts'
import { needsAnswer } from '../flow/times.ts'
import type { Language } from '../words/words.ts'
import { useFlow } from './flow.ts'
import { useHome } from './home.ts'
import { useStaff } from './staff.ts'

const told = ['home', 'result', 'consent', 'thanks', 'credit'] as const
const shownOf = (name: string): TourSigns['shown'] => told.find((known) => known === name) ?? 'other'

/** What of the page the tour goes by. */
const signReader = (snapshot: Readonly<Ref<DemoSnapshot | null>>): ((drawerOpen: boolean) => TourSigns) => {
  const flow = useFlow()
  const home = useHome()
  const staff = useStaff()
  return (drawerOpen) => {
    const { shown } = flow.state
    const outcome = shown.name === 'result' ? shown.tap.outcome : null
    return {
      shown: shownOf(shown.name),
      outcome: outcome?.kind ?? null,
      asks: outcome !== null && askOf(outcome) !== null,
      ownPage: shown.name === 'credit' && shown.holder,
      netCut: snapshot.value?.networkCut ?? false,
      pending: home.snapshot?.queue.pending ?? 0,
      staff: staff.screen,
      drawerOpen,
    }
  }
}

/** The tour, moved by what the page shows and by its own keys. */
const createTour = (tour: Ref<Tour | null>, signs: ComputedRef<TourSigns>) => {
  /** Who has put the tour away is not shown it again. */
  let offered = false
  watch(signs, (now) => {
    if (tour.value) tour.value = nextTour(tour.value, now)
  })
  const put = (next: Tour | null): void => {
    tour.value = next
  }
  return {
    tour,
    /** The sentence of the moment, and what it points at. */
    says: computed(() => (tour.value ? tourSays(tour.value, signs.value) : null)),
    offerTour: (demo: DemoSnapshot): void => {
      if (offered) return
      offered = true
      if (demo.fresh && demo.way === null) put(startTour())
    },
    startTour: () => {
      put(startTour())
    },
    skipStep: () => {
      const next = tour.value && skip(tour.value)
      // A step that cannot begin here, because nobody is asked anything, is left at once.
      put(next && nextTour(next, signs.value))
    },
    stopTour: () => {
      put(null)
    },
    /** Puts a ready-made tour onto the page. */
    putTour: put,
  }
}

/** The demonstration's drawer and its tour; there is none at a real station. */
export const useDemo = defineStore('demo', () => {
  const flow = useFlow()
  const staff = useStaff()
  const snapshot = shallowRef<DemoSnapshot | null>(null)
  const readSigns = signReader(snapshot)
  const wanted = ref(true)
  const tour = shallowRef<Tour | null>(null)

  /** The result's own keys are what the tour speaks of. */
  const leavesRoom = computed(() => tour.value?.step === 'points' && flow.route === 'result')

  /** Open only where nobody has to answer: a drawer over the answers would hide them. */
  const open = computed(
    () =>
      snapshot.value !== null &&
      wanted.value &&
      snapshot.value.cards.length > 0 &&
      (flow.route === 'home' || flow.route === 'result') &&
      !needsAnswer(flow.state) &&
      !leavesRoom.value,
  )
  const touring = createTour(
    tour,
    computed(() => readSigns(open.value)),
  )

  /** Who shows the station to a guest from abroad speaks English until told otherwise; a session ends in Chinese. */
  const language = ref<Language>('zh')
  watch([language, () => flow.preferences.language, () => staff.screen], ([wish, spoken, screen]) => {
    if (wish === 'en' && spoken !== 'en' && screen === null && snapshot.value !== null)
      flow.send({ kind: 'setLanguage', language: 'en' })
  })

  return {
    snapshot,
    open,
    ...touring,
    take: (demo: DemoSnapshot | null): void => {
      snapshot.value = demo
      if (demo !== null && demo.cards.length > 0) touring.offerTour(demo)
    },
    setOpen: (isOpen: boolean): void => {
      wanted.value = isOpen
    },
    changeLanguage: () => {
      language.value = flow.preferences.language === 'en' ? 'zh' : 'en'
      flow.send({ kind: 'setLanguage', language: language.value })
    },
  }
})
