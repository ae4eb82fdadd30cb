import './zod-jitless.ts'
import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { browserClock } from './clock.ts'
import { report } from './report.ts'
import { createScreens } from './router.ts'
import { chooseTransport } from './station/choose.ts'
import { createClient } from './station/client.ts'
import { clientKey } from './station/key.ts'
import { connectKiosk } from './station/kiosk.ts'
import { connectPage } from './station/connect.ts'
import { printPage } from './station/print.ts'
import { createSpeaker } from './sound/speaker.ts'
import './styles/index.css'
import { useFlow } from './stores/flow.ts'
import { useWarm } from './stores/warm.ts'
import { warmPages } from './warm.ts'
import { warmFonts } from './words/fonts.ts'
import { learnEnglish } from './words/words.ts'

const pinia = createPinia()
setActivePinia(pinia)
const client = createClient({
  transport: chooseTransport(window),
  clock: browserClock,
  newId: () => crypto.randomUUID(),
  report,
})
createApp(App).provide(clientKey, client).use(pinia).use(createScreens()).mount('#page')
const reload = (): void => {
  window.location.reload()
}
connectKiosk({ client, clock: browserClock, page: window, report, reload })
connectPage({
  client,
  clock: browserClock,
  report,
  play: createSpeaker({ openAudio: () => new AudioContext(), report }).play,
  print: printPage,
  reload,
})
warmFonts(document.fonts, report)
learnEnglish().catch((cause: unknown) => {
  report('the English words did not come', cause)
})
const flow = useFlow()
const warm = useWarm()
warmPages({
  clock: browserClock,
  isQuiet: () => flow.state.today !== '' && (flow.route === 'home' || flow.route === 'attract'),
  draw: (isDrawn) => {
    warm.isDrawn = isDrawn
  },
})
