import '../zod-jitless.ts'
import { createPinia, setActivePinia } from 'pinia'
import { createApp, nextTick } from 'vue'
import App from '../App.vue'
import { initialFlow, type Preferences, type TextSize } from '../flow-state.ts'
import { createScreens } from '../router.ts'
import { useDemo } from '../stores/demo.ts'
import { useFlow } from '../stores/flow.ts'
import { useHome } from '../stores/home.ts'
import { useSetup } from '../stores/setup.ts'
import { useSound } from '../stores/sound.ts'
import '../styles/index.css'
import { learnEnglish } from '../words/words.ts'
import { home, type PageState, type PageStates } from './page-state.ts'
import { textsOf } from '../voice/page-text.ts'
import { putStaff } from './staff-picture.ts'

const modules = import.meta.glob<{ states: PageStates }>('../**/*.states.ts', { eager: true })
const states = new Map(Object.values(modules).flatMap((module) => Object.entries(module.states)))

const list = (root: HTMLElement): void => {
  root.style.overflow = 'auto'
  for (const name of [...states.keys()].sort()) {
    const link = document.createElement('a')
    link.href = `?state=${name}`
    link.textContent = name
    link.dataset.state = name
    link.style.display = 'block'
    root.append(link)
  }
}

const preferencesOf = (query: URLSearchParams): Preferences => ({
  text: (query.get('text') ?? 'standard') as TextSize,
  contrast: query.get('theme') === 'contrast',
  lowered: query.has('lowered'),
  language: query.get('language') === 'en' ? 'en' : 'zh',
  volume: null,
})

const draw = async (state: PageState, query: URLSearchParams): Promise<void> => {
  await learnEnglish()
  const pinia = createPinia()
  setActivePinia(pinia)
  const preferences = preferencesOf(query)
  const snapshot = { ...home, ...state.home }
  useHome().take(snapshot, Date.parse(snapshot.at))
  useFlow().put({
    ...initialFlow(0),
    mode: snapshot.mode,
    lostAt: null,
    ...state.flow,
    preferences: { ...preferences, ...state.flow?.preferences, language: preferences.language },
  })
  if (state.demo) useDemo().take(state.demo)
  if (state.tour) useDemo().putTour(state.tour)
  if (state.drawerClosed) useDemo().setOpen(false)
  if (state.staff) putStaff(state.staff)
  if (state.sound) useSound().take(state.sound)
  if (state.setup) useSetup().put(state.setup)
  const router = createScreens()
  await router.isReady()
  createApp(App).use(pinia).use(router).mount('#page')
  await nextTick()
  document.documentElement.dataset.says = JSON.stringify(textsOf(document))
  document.documentElement.dataset.ready = 'true'
}

const query = new URLSearchParams(window.location.search)
const root = document.getElementById('page')
const state = states.get(query.get('state') ?? '')
if (state) await draw(state, query)
else if (root) list(root)
