import { watch } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import ConsoleScreen from './console/ConsoleScreen.vue'
import StaffDoor from './console/StaffDoor.vue'
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
import SetupScreen from './screens/setup/SetupScreen.vue'
import { useFlow } from './stores/flow.ts'
import { useStaff } from './stores/staff.ts'

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
      { path: '/setup', name: 'setup', component: SetupScreen },
      { path: '/safe', name: 'safe', component: SafeScreen },
      { path: '/door', name: 'door', component: StaffDoor },
      { path: '/console', name: 'console', component: ConsoleScreen },
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
