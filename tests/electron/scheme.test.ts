import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootShell, type Shell } from '../support/shell.ts'

const pageFolder = fileURLToPath(new URL('../../out/renderer/', import.meta.url))
let shell: Shell

beforeAll(async () => {
  shell = await bootShell('--reader', 'none')
})
afterAll(() => shell.end())

/** `Request` would tidy the address up before the handler sees it. */
const ask = (url: string, method = 'GET'): Response =>
  shell.electron.protocol.handlers.get('app')!({ url, method } as Request)

test('the page comes with its policy and is not sniffed', async () => {
  const response = ask('app://station/')
  expect(response.status).toBe(200)
  expect(await response.text()).toBe(readFileSync(`${pageFolder}index.html`, 'utf8'))
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(response.headers.get('Content-Security-Policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'",
  )
})

test('every built file is served, whatever is asked of it', async () => {
  const [script] = readdirSync(`${pageFolder}assets`).filter((name) => name.endsWith('.js'))
  const response = ask(`app://station/assets/${script!}?v=1#top`)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
  expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0)
})

test('what the station says, and the list of it, come as they are', async () => {
  const list = ask('app://station/voice/manifest.json')
  expect(list.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
  const { clips } = (await list.json()) as { clips: { file: string }[] }
  const clip = ask(`app://station/voice/${clips[0]!.file}`)
  expect([clip.status, clip.headers.get('Content-Type')]).toEqual([200, 'audio/ogg'])
})

test.each([
  'app://station/voice/own/none.ogg',
  'app://station/voice/own/..%2fkey',
  'app://station/..%2f..%2fpackage.json',
  'app://station/../main/main.js',
  'app://station/%2e%2e/main/main.js',
  'app://station/..%5c..%5cpackage.json',
  'app://station/..\\main\\main.js',
  'app://station/index.html%00.js',
  'app://station//etc/passwd',
  'app://station/assets',
  'app://station/assets/',
  'app://station/constructor',
  'app://other/',
  'app://station.example/',
  'app://station@other/',
  'app://user@station/',
  'app://station:80/',
  'app:///index.html',
  'file:///etc/passwd',
])('%s is not there', (url) => {
  expect(ask(url).status).toBe(404)
})

test.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'])('%s is not a way to ask', (method) => {
  expect(ask('app://station/', method).status).toBe(405)
})
