import './zod-jitless.ts'
import { createPinia, setActivePinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { browserClock } from './clock.ts'
import { report } from './report.ts'
import { createScreens } from './router.ts'
import { chooseTransport } from './station/choose.ts'
import { createClient } from './station/client.ts'
import { clientKey } from './station/key.ts'
import { connectPage } from './station/connect.ts'
import { printPage } from './station/print.ts'
import { createSpeaker } from './sound/speaker.ts'
import { useSound } from './stores/sound.ts'
import './styles/index.css'
import { createPageVoice } from './voice/page-voice.ts'
import { warmFonts } from './words/fonts.ts'

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
  after: browserClock.after,
  report,
  onLocked: sound.setLocked,
})
createApp(App).provide(clientKey, client).use(pinia).use(createScreens()).mount('#page')
connectPage({
  client,
  clock: browserClock,
  report,
  play: speaker.play,
  voice: createPageVoice({ speaker, clock: browserClock, report }),
  print: printPage,
  reload: () => {
    window.location.reload()
  },
})
watch(() => sound.gain, speaker.setGain, { immediate: true, flush: 'sync' })
speaker.open()
// Where no policy lets a page sound by itself, the first touch opens the loudspeaker.
window.addEventListener('pointerup', () => void speaker.wake())
warmFonts(document.fonts, report)
