import './zod-jitless.ts'
import { createPinia, setActivePinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { browserClock } from './clock.ts'
import { report } from './report.ts'
import { createScreens, learnStaffPages } from './router.ts'
import { chooseTransport } from './station/choose.ts'
import { createClient } from './station/client.ts'
import { clientKey } from './station/key.ts'
import { connectKiosk } from './station/kiosk.ts'
import { connectPage } from './station/connect.ts'
import { printPage } from './station/print.ts'
import { createSpeaker } from './sound/speaker.ts'
import { useSound } from './stores/sound.ts'
import './styles/index.css'
import { useFlow } from './stores/flow.ts'
import { useWarm } from './stores/warm.ts'
import { warmPages } from './warm.ts'
import { createPageVoice } from './voice/page-voice.ts'
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
const sound = useSound()
const speaker = createSpeaker({
  openAudio: () => new AudioContext(),
  after: (ms, task) => browserClock.after(ms, task),
  report,
  onLocked: (locked) => {
    sound.setLocked(locked)
  },
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
  play: speaker.play,
  voice: createPageVoice({ speaker, clock: browserClock, report }),
  print: printPage,
  reload,
})
watch(
  () => sound.gain,
  (gain) => {
    speaker.setGain(gain)
  },
  { immediate: true, flush: 'sync' },
)
speaker.open()
// Where no policy lets a page sound by itself, the first touch opens the loudspeaker.
window.addEventListener('pointerup', () => void speaker.wake())
warmFonts(document.fonts, report)
// Neither is on the first page: they come when it stands there.
browserClock.afterPaint(() => {
  learnEnglish().catch((cause: unknown) => {
    report('the English words did not come', cause)
  })
  learnStaffPages().catch((cause: unknown) => {
    report('the pages of staff did not come', cause)
  })
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
