import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { superviseStation } from '../../../electron/launch/supervise.mjs'
import { tempFolder } from '../../support/temp-folder.ts'

/**
 * A station whose lives are a script: each start takes the next step of `lives` and notes how it was started.
 * `ready` says its address; the rest is how it ends.
 */
const script = `
  import { appendFileSync, readFileSync, existsSync } from 'node:fs'
  const [lives, notes, ...args] = process.argv.slice(2)
  const before = existsSync(notes) ? readFileSync(notes, 'utf8').trimEnd().split('\\n').length : 0
  appendFileSync(notes, JSON.stringify({ args, key: process.env.STATION_KEY }) + '\\n')
  const send = (message) => new Promise((done) => process.send(message, undefined, {}, done))
  for (const step of JSON.parse(lives)[before]) {
    if (step === 'ready') {
      await send({ kind: 'ready', url: 'http://127.0.0.1:4242/?key=k' })
    } else if (step === 'stay') setInterval(() => undefined, 1000)
    else if (step === 'kill') process.kill(process.pid, 'SIGKILL')
    else if (step === 'repeats') process.on('message', ({ kind, line }) => {
      if (kind === 'said') process.send({ kind: 'line', text: 'kept: ' + line })
    })
    else if (step === 'deaf') process.on('message', () => undefined)
    else if (step === 'answers') process.on('message', ({ kind }) => {
      if (kind === 'ping') process.send({ kind: 'pong' })
      else process.send({ kind: 'ticket', url: 'http://127.0.0.1:4242/?ticket=' + before })
    })
    else if (typeof step === 'number') process.exit(step)
    else await send(step.line ? { kind: 'line', text: step.line } : { kind: 'announce', what: step })
  }
`

type Step = string | number | { line: string }

const play = (
  lives: Step[][],
  options: { persistent: boolean; endless?: boolean; life?: { pingMs: number; deafMs: number } } = {
    persistent: true,
  },
) => {
  const folder = tempFolder({ 'station.mjs': script })
  const notes = join(folder, 'notes')
  const heard: string[] = []
  const station = superviseStation({
    launch: (port: string | null) => ({
      command: process.execPath,
      args: [join(folder, 'station.mjs'), JSON.stringify(lives), notes, `port=${port ?? 'any'}`],
      env: { ...process.env, STATION_KEY: 'the key' },
    }),
    ...options,
    endless: () => options.endless ?? false,
    onRest: () => heard.push('resting'),
    onBack: () => heard.push('back'),
    pauseMs: 0,
    say: (line: string) => heard.push(line),
    onReady: (url: string | undefined) => heard.push(`ready ${url ?? ''}`),
    onLine: (text: string) => heard.push(text),
    onStillborn: () => heard.push('stillborn'),
    startOver: () => {
      heard.push('folder emptied')
      return Promise.resolve()
    },
    goLive: () => {
      heard.push('now real')
      return Promise.resolve()
    },
  })
  const starts = () =>
    existsSync(notes)
      ? readFileSync(notes, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as { args: string[]; key: string })
      : []
  return { station, heard, starts }
}

test('after a power cut the station comes back on the same port with the same key', async () => {
  const { station, heard, starts } = play([
    ['ready', 'powerCut', 'kill'],
    ['ready', { line: 'tap 1' }, 0],
  ])
  expect(await station.run()).toBe(0)
  expect(starts()).toEqual([
    { args: ['port=any'], key: 'the key' },
    { args: ['port=4242'], key: 'the key' },
  ])
  expect(heard).toEqual([
    'ready http://127.0.0.1:4242/?key=k',
    'Power cut: starting the station again.',
    'back',
    'tap 1',
  ])
})

test('starting over empties the folder in between, going live makes it real', async () => {
  const { station, heard, starts } = play([
    ['ready', 'startOver', 0],
    ['ready', 'goLive', 0],
    ['ready', 0],
  ])
  expect(await station.run()).toBe(0)
  expect(starts()).toHaveLength(3)
  expect(heard.filter((line) => ['folder emptied', 'now real'].includes(line))).toEqual([
    'folder emptied',
    'now real',
  ])
})

test('a kiosk gives up at the third death and says so', async () => {
  const { station, heard, starts } = play([['ready', 'kill'], ['ready', 1], [70]])
  expect(await station.run()).toBe(70)
  expect(starts()).toHaveLength(3)
  expect(heard.at(-1)).toBe('The station died three times within ten minutes: giving up.')
})

test('a plain host ends as its station does', async () => {
  const { station, starts } = play([['ready', 'kill']], { persistent: false })
  expect(await station.run()).toBe(137)
  expect(starts()).toHaveLength(1)
})

test('what cannot start is not tried again', async () => {
  const { station, heard, starts } = play([[3]])
  expect(await station.run()).toBe(3)
  expect(starts()).toHaveLength(1)
  expect(heard).toEqual(['stillborn'])
})

test('a station that is told to end is not started again', async () => {
  const { station, heard, starts } = play([['ready', { line: 'here' }, 'stay']])
  const ended = station.run()
  await expect.poll(() => heard).toContain('here')
  await station.stop()
  expect(await ended).toBe(128 + 15)
  expect(starts()).toHaveLength(1)
})

test('a kiosk that never ends goes on after the third death, and says when it rests and is back', async () => {
  const { station, heard } = play([['ready', 1], [1], [1], [4], ['ready', 'off', 0]], {
    persistent: true,
    endless: true,
  })
  expect(await station.run()).toBe(92)
  expect(heard.filter((line) => line === 'resting' || line === 'back')).toEqual([
    'resting',
    'resting',
    'back',
  ])
})

test('a station that hears nothing and says nothing is killed and started again', async () => {
  const { station, heard } = play(
    [
      ['ready', 'deaf', 'stay'],
      ['ready', 0],
    ],
    { persistent: true, life: { pingMs: 20, deafMs: 200 } },
  )
  expect(await station.run()).toBe(0)
  expect(heard).toContain('The station does not answer: starting it again.')
})

test('a browser gets an address from the station that runs, however often they change', async () => {
  const { station } = play(
    [
      ['ready', 'answers', { line: 'here' }, 'kill'],
      ['answers', 'ready', 'stay'],
    ],
    { persistent: true, life: { pingMs: 20, deafMs: 10_000 } },
  )
  const ended = station.run()
  await expect.poll(() => station.isWell()).toBe(true)
  expect(await station.address()).toMatch(/\?ticket=[01]$/)
  await station.stop()
  await ended
})

test('what the launcher says is told to the station that is there next, whose log it belongs to', async () => {
  const { station, heard } = play([
    ['ready', 'kill'],
    ['repeats', 'ready', 'stay'],
  ])
  const ended = station.run()
  await expect.poll(() => heard).toContain('kept: The station ended: starting it again.')
  station.tell('the browser does not stay open')
  await expect.poll(() => heard).toContain('kept: the browser does not stay open')
  await station.stop()
  await ended
})
