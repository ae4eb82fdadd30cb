// @ts-check
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinyin } from 'pinyin-pro'
import { everyPrompt } from '../../renderer/voice/every-prompt.ts'

/**
 * Makes the clips of what the station says, and manifest.json, with espeak-ng, ffmpeg and opusenc (Debian's packages
 * espeak-ng, ffmpeg, opus-tools): `npx node resources/voice/make-clips.mjs`. The words come from the catalogue. What a
 * village or a studio recorded is put in by hand: a clip whose `placeholder` is false is left as it is.
 */
const folder = fileURLToPath(new URL('.', import.meta.url))
const leadMs = 250
const bitrate = 16
/** Below this espeak-ng grows no slower, in words a minute. */
const slowest = 80
/** Quieter than this is silence: a hundredth of full. */
const silence = 328

/** Readings that depend on what is meant. @type {Record<string, string>} */
const otherReadings = { 嘀: 'di1' }

/** @param {string} text */
const pinyinOf = (text) =>
  otherReadings[text] ??
  pinyin(text, { toneType: 'num', type: 'array', nonZh: 'removed', v: true })
    // The light tone is 0 to one and 5 to the other.
    .map((syllable) => syllable.replace(/0$/, '5'))
    .join(' ')

/** What stands short on the screen. @type {Record<string, string>} */
const inFull = {
  am: 'A M',
  pm: 'P M',
  h: 'hours',
  min: 'minutes',
  no: 'number',
  Jan: 'January',
  Feb: 'February',
  Mar: 'March',
  Apr: 'April',
  Jun: 'June',
  Jul: 'July',
  Aug: 'August',
  Sep: 'September',
  Oct: 'October',
  Nov: 'November',
  Dec: 'December',
}

/**
 * `speed`: words a minute that espeak-ng is first asked for; `gap`: between words, in 10 ms; `mostPerSecond`:
 * characters, aimed a little lower than what is allowed, because a clip ends in whole packets.
 */
const speakers = {
  zh: { voice: 'cmn-latn-pinyin', speed: 210, gap: 0, mostPerSecond: 3.4, reading: pinyinOf },
  en: {
    voice: 'en-gb',
    speed: 130,
    gap: 8,
    mostPerSecond: 12,
    reading: (/** @type {string} */ text) => inFull[text] ?? text,
  },
}

/** @param {string} command @param {string[]} args */
const run = (command, args) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

const work = mkdtempSync(join(tmpdir(), 'clips-'))
const wav = join(work, 'spoken.wav')

/** The samples of what espeak-ng wrote, less the silence around them. @param {Buffer} file */
const samplesOf = (file) => {
  const rate = file.readUInt32LE(24)
  const body = file.subarray(file.indexOf('data') + 8)
  const samples = new Int16Array(body.length >> 1).map((_, at) => body.readInt16LE(at * 2))
  const isLoud = (/** @type {number} */ sample) => Math.abs(sample) >= silence
  return { rate, samples: samples.slice(samples.findIndex(isLoud), samples.findLastIndex(isLoud) + 1) }
}

/** @typedef {keyof typeof speakers} Language */

/** @param {Language} language @param {string} text @param {number} speed */
const speak = (language, text, speed) => {
  const { voice, gap, reading } = speakers[language]
  run('espeak-ng', ['-v', voice, '-s', String(speed), '-g', String(gap), '-w', wav, reading(text)])
  const spoken = samplesOf(readFileSync(wav))
  return { ...spoken, perSecond: Array.from(text).length / (spoken.samples.length / spoken.rate) }
}

/** As fast as is slow enough. @param {Language} language @param {string} text */
const speakSlowly = (language, text) => {
  const { speed: first, mostPerSecond } = speakers[language]
  let speed = first
  let spoken = speak(language, text, speed)
  while (spoken.perSecond > mostPerSecond) {
    if (speed <= slowest)
      throw new Error(`not even ${String(slowest)} words a minute make this slow: ${text}`)
    speed = Math.floor(Math.min(speed - 4, (speed * mostPerSecond) / spoken.perSecond))
    spoken = speak(language, text, speed)
  }
  return spoken
}

/** A file with the lead-in before the speech. @param {ReturnType<typeof speak>} spoken */
const wavOf = ({ rate, samples }) => {
  const lead = Math.round((rate * leadMs) / 1_000)
  const file = Buffer.alloc(44 + (lead + samples.length) * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(file.length - 44, 40)
  for (const [at, sample] of samples.entries()) file.writeInt16LE(sample, 44 + (lead + at) * 2)
  return file
}

const program = `eSpeak NG ${/\d+\.\d+/.exec(run('espeak-ng', ['--version']))?.[0] ?? ''}`

/** @typedef {{ key: string, language: string, file: string, text: string, seconds: number, placeholder: boolean, maker: string }} Clip */

const manifestFile = join(folder, 'manifest.json')
/** @type {Clip[]} */
const before = statSync(manifestFile, { throwIfNoEntry: false })
  ? JSON.parse(readFileSync(manifestFile, 'utf8')).clips
  : []

/** @param {Language} language @param {{ key: string, text: string }} prompt @returns {Clip} */
const clipOf = (language, { key, text }) => {
  const known = before.find((clip) => clip.language === language && clip.key === key && clip.text === text)
  const file = `${language}/${key}.opus`
  if (known && (!known.placeholder || statSync(join(folder, file), { throwIfNoEntry: false }))) return known
  const spoken = speakSlowly(language, text)
  writeFileSync(wav, wavOf(spoken))
  run('opusenc', [
    '--quiet',
    '--bitrate',
    String(bitrate),
    '--speech',
    '--padding',
    '0',
    '--discard-comments',
    '--serial',
    '1',
    wav,
    join(folder, file),
  ])
  const maker = `${program} (${speakers[language].voice})`
  const seconds = leadMs / 1_000 + spoken.samples.length / spoken.rate
  return { key, language, file, text, seconds: Math.round(seconds * 1_000) / 1_000, placeholder: true, maker }
}

const languages = /** @type {Language[]} */ (Object.keys(speakers))
const clips = languages.flatMap((language) => {
  mkdirSync(join(folder, language), { recursive: true })
  return everyPrompt[language].map((prompt) => clipOf(language, prompt))
})
const files = new Set(clips.map(({ file }) => file))
for (const language of languages)
  for (const name of readdirSync(join(folder, language)))
    if (!files.has(`${language}/${name}`)) rmSync(join(folder, language, name))
writeFileSync(manifestFile, `${JSON.stringify({ leadMs, clips }, null, 2)}\n`)
rmSync(work, { recursive: true })
