import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../electron/base/log.ts'
import { recordingAt } from '../../../electron/station/hosting/recording-files.ts'
import { createRecordings } from '../../../electron/station/sound/recordings.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const ogg = 'OggS and so on'
const at = (folder: string, name: string) => recordingAt(folder, `/voice/own/${encodeURIComponent(name)}`)

describe('the village’s own recordings', () => {
  it('nobody has to have any', () => {
    const recordings = createRecordings(join(tempFolder(), 'voice'), silentLog)
    expect(recordings.own()).toEqual({ revision: 0, files: [] })
    expect(recordings.look()).toBe(false)
  })

  it('good ones are used, under the clip’s name or its words; every other one is named with the reason', () => {
    const folder = tempFolder({
      'short-checkedIn.opus': ogg,
      '签退好了.mp3': 'ID3 and so on',
      '没读出来.wav': 'RIFF....WAVE',
      'takeCard.m4a': '....ftypM4A ',
      'minor.mp3': '\u00ff',
      'photo.mp3': '\u0089PNG',
      'short-checkedIn.wav': 'RIFF....WAVE',
      '录音 (3).mp3': 'ID3',
      'a.exe': 'MZ',
      '.hidden': 'x',
    })
    writeFileSync(join(folder, 'minor.mp3'), Buffer.from([0xff, 0xfb, 0x90, 0x64]))
    writeFileSync(join(folder, 'full.ogg'), ogg)
    truncateSync(join(folder, 'full.ogg'), 2 * 1024 * 1024 + 1)
    mkdirSync(join(folder, 'old'))
    const recordings = createRecordings(folder, silentLog)
    expect(recordings.own().files).toEqual([
      'minor.mp3',
      'short-checkedIn.opus',
      'takeCard.m4a',
      '没读出来.wav',
      '签退好了.mp3',
    ])
    const faults = recordings.listed().files.filter(({ fault }) => fault !== null)
    expect(faults).toEqual([
      { file: 'a.exe', fault: 'badName' },
      { file: 'full.ogg', fault: 'tooBig' },
      { file: 'photo.mp3', fault: 'notSound' },
      { file: 'short-checkedIn.wav', fault: 'double' },
      { file: '录音 (3).mp3', fault: 'badName' },
    ])
    expect(recordings.listed().folder).toBe(folder)
  })

  it('a file that comes, changes or goes is seen at the next look', () => {
    const folder = tempFolder()
    const recordings = createRecordings(folder, silentLog)
    writeFileSync(join(folder, 'full.ogg'), ogg)
    expect([recordings.look(), recordings.look()]).toEqual([true, false])
    expect(recordings.own()).toEqual({ revision: 1, files: ['full.ogg'] })
    writeFileSync(join(folder, 'full.ogg'), `${ogg}, and more`)
    expect(recordings.look()).toBe(true)
    rmSync(join(folder, 'full.ogg'))
    expect(recordings.look()).toBe(true)
    expect(recordings.own()).toEqual({ revision: 3, files: [] })
  })

  it('more than there are clips are not used', () => {
    const folder = tempFolder(
      Object.fromEntries(Array.from({ length: 802 }, (_, n) => [`a${String(n)}.ogg`, ogg])),
    )
    const recordings = createRecordings(folder, silentLog)
    expect(recordings.own().files.length).toBe(800)
    expect(recordings.listed().files.filter(({ fault }) => fault === 'tooMany').length).toBe(2)
  })

  it('a file in the place of the folder leaves the station without recordings', () => {
    const file = join(tempFolder({ voice: 'x' }), 'voice')
    expect(createRecordings(file, silentLog).own().files).toEqual([])
  })
})

describe('what a page is given of them', () => {
  it('a good one, as what it is', () => {
    const folder = tempFolder({ '签到好了.mp3': 'ID3 and so on' })
    const file = at(folder, '签到好了.mp3')
    expect([file?.type, file?.read().toString(), file?.immutable]).toEqual([
      'audio/mpeg',
      'ID3 and so on',
      false,
    ])
  })

  it.each([
    '/voice/own/../key',
    '/voice/own/..%2fkey',
    '/voice/own/%2e%2e%2fkey',
    '/voice/own/sub%2ffull.ogg',
    '/voice/own/full.ogg%00',
    '/voice/own/%',
    '/voice/own/',
    '/voice/full.ogg',
    '/voice/own/nobody.ogg',
    '/voice/own/key',
    '/voice/own/page.mp3',
  ])('nothing else: %s', (path) => {
    const dir = tempFolder({
      key: 'secret',
      'voice/full.ogg': ogg,
      'voice/page.mp3': '<!doctype html>',
      'voice/sub/full.ogg': ogg,
    })
    expect(recordingAt(join(dir, 'voice'), path)).toBeUndefined()
  })

  it('never what a link leads to', () => {
    const dir = tempFolder({ 'secret.ogg': ogg, 'voice/full.ogg': ogg })
    symlinkSync(join(dir, 'secret.ogg'), join(dir, 'voice', 'minor.ogg'))
    expect(at(join(dir, 'voice'), 'minor.ogg')).toBeUndefined()
    expect(createRecordings(join(dir, 'voice'), silentLog).own().files).toEqual(['full.ogg'])
  })
})
