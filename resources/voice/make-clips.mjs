// @ts-check
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinyin } from 'pinyin-pro'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { promptsOf } from '../../renderer/voice/prompts.ts'

/**
 * Makes the clips of what the station says, and manifest.json, with espeak-ng, ffmpeg and opusenc (Debian's packages
 * espeak-ng, ffmpeg, opus-tools): `npx node resources/voice/make-clips.mjs`. The words come from the catalogue. What a
 * village or a studio recorded is put in by hand: a clip whose `placeholder` is false is left as it is.
 */
const folder = fileURLToPath(new URL('.', import.meta.url))
const leadMs = 250
/** Characters a second at most; aimed a little lower, because a clip ends in whole packets. */
const mostPerSecond = 3.4
/** Words a minute that espeak-ng is first asked for. */
const middling = 210
const bitrate = 16
/** Quieter than this is silence: a hundredth of full. */
const silence = 328

/** Readings that depend on what is meant. @type {Record<string, string>} */
const otherReadings = { 嘀: 'di1' }

/** @param {string} text */
const readingOf = (text) =>
  otherReadings[text] ??
  pinyin(text, { toneType: 'num', type: 'array', nonZh: 'removed', v: true })
    // The light tone is 0 to one and 5 to the other.
    .map((syllable) => syllable.replace(/0$/, '5'))
    .join(' ')

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

/** @param {string} text @param {number} speed */
const speak = (text, speed) => {
  run('espeak-ng', ['-v', 'cmn-latn-pinyin', '-s', String(speed), '-w', wav, readingOf(text)])
  const spoken = samplesOf(readFileSync(wav))
  return { ...spoken, perSecond: Array.from(text).length / (spoken.samples.length / spoken.rate) }
}

/** As fast as is slow enough. @param {string} text */
const speakSlowly = (text) => {
  let speed = middling
  let spoken = speak(text, speed)
  while (spoken.perSecond > mostPerSecond) {
    speed = Math.floor(Math.min(speed - 4, (speed * mostPerSecond) / spoken.perSecond))
    spoken = speak(text, speed)
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

const maker = `eSpeak NG ${/\d+\.\d+/.exec(run('espeak-ng', ['--version']))?.[0] ?? ''} (cmn-latn-pinyin)`

/** @typedef {{ key: string, language: string, file: string, text: string, seconds: number, placeholder: boolean, maker: string }} Clip */

const manifestFile = join(folder, 'manifest.json')
/** @type {Clip[]} */
const before = statSync(manifestFile, { throwIfNoEntry: false })
  ? JSON.parse(readFileSync(manifestFile, 'utf8')).clips
  : []

/** @param {string} language @param {{ key: string, text: string }} prompt @returns {Clip} */
const clipOf = (language, { key, text }) => {
  const known = before.find((clip) => clip.language === language && clip.key === key && clip.text === text)
  const file = `${language}/${key}.opus`
  if (known && (!known.placeholder || statSync(join(folder, file), { throwIfNoEntry: false }))) return known
  const spoken = speakSlowly(text)
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
  const seconds = leadMs / 1_000 + spoken.samples.length / spoken.rate
  return { key, language, file, text, seconds: Math.round(seconds * 1_000) / 1_000, placeholder: true, maker }
}

const clips = Object.entries(promptsOf).flatMap(([language, prompts]) => {
  mkdirSync(join(folder, language), { recursive: true })
  return prompts(words).map((prompt) => clipOf(language, prompt))
})
const files = new Set(clips.map(({ file }) => file))
for (const language of Object.keys(promptsOf))
  for (const name of readdirSync(join(folder, language)))
    if (!files.has(`${language}/${name}`)) rmSync(join(folder, language, name))
writeFileSync(manifestFile, `${JSON.stringify({ leadMs, clips }, null, 2)}\n`)
rmSync(work, { recursive: true })
