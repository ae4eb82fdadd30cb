import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { serveSafePage } from '../../../electron/launch/safe-page.mjs'
import { outputsOf } from '../../../electron/launch/display.mjs'
import { root } from '../../support/program.ts'
import { rawRequest } from '../../support/raw-http.ts'

const file = `${root}/resources/safe.html`

test('the page for bad times says the same as the station’s own, and needs nothing else', () => {
  const page = readFileSync(file, 'utf8')
  for (const phrases of [words.safe.title, words.safe.paper, words.safe.kept, words.safe.trying])
    expect(page).toContain(phrases.join(''))
  expect(page).not.toMatch(/<script|src=|href=|url\(/)
})

test('it is there for this machine alone, and there is nothing else', async () => {
  const { url, close } = await serveSafePage(file)
  onTestFinished(close)
  const port = Number(new URL(url).port)
  const answer = await rawRequest(port, 'GET /')
  expect(answer.status).toBe(200)
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  expect((await rawRequest(port, 'GET /../package.json')).body).toBe(answer.body)
  expect((await rawRequest(port, 'POST /')).status).toBe(405)
  expect((await rawRequest(port, 'GET /', { Host: 'evil.example' })).status).toBe(421)
})

test('the outputs of a screen are read from what its tool lists', () => {
  const listing =
    'HDMI-A-1 "Dell Inc. 24 (HDMI-A-1)"\n  Physical size: 520x320 mm\n  Enabled: yes\nDP-1 "Other (DP-1)"\n'
  expect(outputsOf(listing)).toEqual(['HDMI-A-1', 'DP-1'])
  expect(outputsOf('')).toEqual([])
})
