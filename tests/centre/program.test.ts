import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  pairWith,
  postUpload,
  runCentre,
  startCentre,
  temporaryFolder,
  type RunningCentre,
} from './support/program.ts'
import { Stream } from './support/station.ts'

let folder: ReturnType<typeof temporaryFolder>
const started: RunningCentre[] = []

const start = async (...args: Parameters<typeof startCentre>): Promise<RunningCentre> => {
  const centre = await startCentre(...args)
  started.push(centre)
  return centre
}

/** IPv4 addresses as the kernel lists them, and `any` for whatever stands in the table of IPv6. */
const listeningOn = (port: string): string[] => {
  const hex = Number(port).toString(16).toUpperCase().padStart(4, '0')
  const rows = (table: string): string[] =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`:${hex} `) && line.includes(' 0A '))
  const four = rows('tcp').map((line) => (line.includes('0100007F:') ? '127.0.0.1' : 'any'))
  return [...four, ...rows('tcp6').map(() => 'any')]
}

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((centre) => centre.end('SIGKILL')))
  folder.remove()
})

const token = (station: string, ...more: string[]): ReturnType<typeof runCentre> =>
  runCentre(['token', '--station', station, '--data', folder.path, ...more])

describe('the program on PGlite', { timeout: 90_000 }, () => {
  test('tokens before the first start, while it runs and after its end; records outlive a restart', async () => {
    const before = await token('119999001001', '--name', '鸥湾村', '--town', '崂岬镇')
    expect(before).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[2-9A-Z]{8}\n$/) as string })

    const centre = await start(['--port', '0', '--data', folder.path])
    const during = await token('119999001002')
    expect(during).toMatchObject({ code: 0, stderr: '' })
    const first = await pairWith(centre.url, before.stdout.trim())
    const second = await pairWith(centre.url, during.stdout.trim())
    expect([first.stationId, second.stationId]).toEqual(['119999001001', '119999001002'])
    const stream = new Stream('119999001001')
    stream.checkin()
    const upload = await postUpload(centre.url, stream.upload(), first.accessToken)
    expect(upload.body).toMatchObject({ ack: '0000000001' })

    const ended = await centre.end('SIGTERM')
    expect(ended).toEqual({ code: 0, stdout: `centre ready: ${centre.url}\n`, stderr: '' })
    const after = await token('119999001003')
    expect(after.code).toBe(0)

    const again = await start(['--port', '0', '--data', folder.path])
    stream.checkin()
    const more = await postUpload(again.url, stream.upload(), first.accessToken)
    expect(more.body).toMatchObject({ ack: '0000000002', results: [] })
    expect((await pairWith(again.url, after.stdout.trim())).stationId).toBe('119999001003')
  })

  test('after a kill the folder is free again and the address of the dead is not asked', async () => {
    const centre = await start(['--port', '0', '--data', folder.path])
    await centre.end('SIGKILL')
    const answer = await token('119999001001')
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[2-9A-Z]{8}\n$/) as string })
  })

  test('a start that was cut short in the middle of making the database begins it anew', async () => {
    const cut = spawn(
      process.execPath,
      ['centre/main.ts', 'token', '--station', '119999001001', '--data', folder.path],
      { stdio: 'ignore' },
    )
    const database = join(folder.path, 'database')
    const begun = (): boolean =>
      readdirSync(folder.path).includes('database') && readdirSync(database).length > 0
    await vi.waitUntil(begun, { interval: 2, timeout: 30_000 })
    cut.kill('SIGKILL')
    await once(cut, 'close')
    expect((await token('119999001001')).code).toBe(0)
  })

  test('while it runs: keys for the owner alone, loopback alone, one centre a folder, one a port', async () => {
    const centre = await start(['--port', '0', '--data', folder.path], { ipc: true })
    const { port } = new URL(centre.url)

    const modes = ['seal.key', 'running.json'].map((name) => statSync(join(folder.path, name)).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600])
    expect(listeningOn(port)).toEqual(['127.0.0.1'])

    const second = await runCentre(['--port', '0', '--data', folder.path])
    expect(second).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/^centre: .+\n$/) as string,
    })
    const other = temporaryFolder()
    const taken = await runCentre(['--port', port, '--data', other.path])
    other.remove()
    expect(taken).toMatchObject({ code: 5, stdout: '', stderr: `centre: port ${port} is in use\n` })

    // The launcher that started it is gone.
    centre.child.disconnect()
    expect((await centre.ended).code).toBe(0)
  })
})

describe('refusals of the program', () => {
  test.each([
    [['--port', 'many']],
    [['--port', '70000']],
    [['--nonsense']],
    [['stray']],
    [['--database', 'mysql://localhost/x']],
    [['token']],
    [['token', '--station', 'not a code!']],
    [['token', '--station', '119999001001', '--name', ' ']],
  ])('%j is a usage error: 2 and one line', async (args) => {
    const ended = await runCentre([...args, '--data', folder.path])
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toMatch(/^centre: .+usage: .+\n$/)
  })

  test('a database that is not there ends it with 4, without the password', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    const url = `postgresql://centre:geheim@127.0.0.1:${String(port)}/centre`
    for (const args of [
      ['--port', '0'],
      ['token', '--station', '119999001001'],
    ]) {
      const ended = await runCentre([...args, '--database', url, '--data', folder.path])
      expect(ended).toMatchObject({
        code: 4,
        stdout: '',
        stderr: 'centre: the database refused: ECONNREFUSED\n',
      })
    }
  })

  test('a folder that is a file ends it with 70', async () => {
    const path = join(folder.path, 'file')
    writeFileSync(path, '')
    const ended = await runCentre(['--port', '0', '--data', path])
    expect(ended).toMatchObject({ code: 70, stdout: '' })
    expect(ended.stderr).toMatch(/^centre: the folder .+\n$/)
  })
})
