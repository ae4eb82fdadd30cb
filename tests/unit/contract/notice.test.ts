import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { noticeVersion } from '../../../electron/station/parts.ts'

/** Digest of what residents were asked under each version. A version that was in use is never struck out. */
const asked: Readonly<Record<string, string>> = {
  '2026-11': '497e3058e44ed00036393b1400926ed3406579c5089efbb09485881ff6231d05',
}

test('a notice that reads differently has another version: what somebody agreed to can be looked up', () => {
  const { title, record, stays, free, cancel } = words.consent
  const { title: share, yes, no, facts } = words.sharing
  const text = JSON.stringify([title, record, stays, free, cancel, share, yes, no, facts])
  expect(createHash('sha256').update(text).digest('hex')).toBe(asked[noticeVersion])
})
