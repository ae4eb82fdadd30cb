import { watch } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import AttractScreen from './screens/attract/AttractScreen.vue'
import CalendarScreen from './screens/calendar/CalendarScreen.vue'
import ChooseScreen from './screens/choose/ChooseScreen.vue'
import ConsentScreen from './screens/consent/ConsentScreen.vue'
import CreditScreen from './screens/credit/CreditScreen.vue'
import CrowdScreen from './screens/crowd/CrowdScreen.vue'
import HomeScreen from './screens/home/HomeScreen.vue'
import NoticesScreen from './screens/notices/NoticesScreen.vue'
import ResultScreen from './screens/result/ResultScreen.vue'
import SafeScreen from './screens/safe/SafeScreen.vue'
import { useFlow } from './stores/flow.ts'
import { useStaff } from './stores/staff.ts'

/** Staff's pages are not part of the first load: they come when nobody waits for them, and at the latest when called. */
const staffPages = {
  setup: () => import('./screens/setup/SetupScreen.vue'),
  door: () => import('./console/StaffDoor.vue'),
  console: () => import('./console/ConsoleScreen.vue'),
}

/** Brings staff's pages, so that a door that is knocked at opens at once. */
export const learnStaffPages = async (): Promise<void> => {
  await Promise.all(Object.values(staffPages).map((bring) => bring()))
}

/** The page's screens. No address of the browser leads anywhere: the flow alone decides. */
export const createScreens = (): Router => {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: HomeScreen },
      { path: '/attract', name: 'attract', component: AttractScreen },
      { path: '/result', name: 'result', component: ResultScreen },
      { path: '/choose', name: 'choose', component: ChooseScreen },
      { path: '/crowd', name: 'crowd', component: CrowdScreen },
      { path: '/consent', name: 'consent', component: ConsentScreen },
      { path: '/credit', name: 'credit', component: CreditScreen },
      { path: '/calendar', name: 'calendar', component: CalendarScreen },
      { path: '/notices', name: 'notices', component: NoticesScreen },
      { path: '/setup', name: 'setup', component: staffPages.setup },
      { path: '/safe', name: 'safe', component: SafeScreen },
      { path: '/door', name: 'door', component: staffPages.door },
      { path: '/console', name: 'console', component: staffPages.console },
    ],
  })
  const flow = useFlow()
  const staff = useStaff()
  watch(
    () => staff.screen ?? flow.route,
    (name) => void router.replace({ name }),
    { immediate: true, flush: 'sync' },
  )
  return router
}
