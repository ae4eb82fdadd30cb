import { expect, test } from 'vitest'
import { toBase64 } from '../../../../renderer/console/credit/photo.ts'
import { useStick } from '../../../../renderer/stores/stick.ts'
import { clerk, openConsole } from '../../../support/console-page.ts'
import { settle } from '../../../support/manual-clock.ts'

const files = ['a', 'b'].map((id) => ({
  id,
  name: `${id}.jpg`,
  bytes: 3,
  at: '2026-11-24T00:52:00.000Z',
  trouble: null,
}))
const bytes = (...values: number[]): string => toBase64(Uint8Array.from(values))

const look = async () => {
  const page = openConsole()
  page.say(clerk)
  const asked = (call: string) => page.far.sent.filter((sent) => sent.call === call)
  const stick = useStick()
  const seen: number[][] = []
  stick.drawWith(async (file) => {
    const whole = [...new Uint8Array(await file.arrayBuffer())]
    seen.push(whole)
    return whole[0] === 9 ? null : new Blob([Uint8Array.from([7, 7])])
  })
  void stick.look()
  await page.answer('stick.list', { files })
  return { ...page, asked, stick, seen }
}

test('pictures are read in chunks to the end, one after the other, and kept small', async () => {
  const { stick, seen, last, answer, asked } = await look()
  void stick.show(stick.files)
  expect(last('stick.read').input).toEqual({ file: 'a', offset: 0 })
  await answer('stick.read', { data: bytes(1, 2), more: true })
  expect(last('stick.read').input).toEqual({ file: 'a', offset: 2 })
  await answer('stick.read', { data: bytes(3), more: false })
  await settle()
  expect(seen).toEqual([[1, 2, 3]])
  expect(stick.pictures.get('a')).toEqual({
    kind: 'ready',
    photo: { name: 'a.jpg', data: bytes(7, 7), bytes: 2 },
  })
  expect(last('stick.read').input).toEqual({ file: 'b', offset: 0 })
  await answer('stick.read', { data: bytes(9), more: false })
  await settle()
  expect(stick.pictures.get('b')).toEqual({ kind: 'broken' })
  expect(asked('stick.read')).toHaveLength(3)
})

test('a stick that is pulled says so, and shows nothing of before at the next look', async () => {
  const { stick, fail, answer, desk, asked } = await look()
  void stick.show(stick.files)
  await fail('stick.read', 'notFound')
  await settle()
  expect(stick.state).toBe('gone')
  expect(desk.note).toBeNull()
  expect(asked('stick.read')).toHaveLength(1)
  void stick.look()
  await answer('stick.list', { files: [] })
  expect([stick.state, stick.files.length, stick.pictures.size]).toEqual(['ready', 0, 0])
})

test('turning the page ends the reading of the one before', async () => {
  const { stick, answer, asked, last } = await look()
  void stick.show(files.slice(0, 1))
  void stick.show(files.slice(1))
  await answer('stick.read', { data: bytes(1), more: false })
  await settle()
  expect(last('stick.read').input).toEqual({ file: 'b', offset: 0 })
  const [first] = asked('stick.read')
  expect(first!.input).toEqual({ file: 'a', offset: 0 })
  expect(stick.pictures.get('a')?.kind).not.toBe('ready')
  expect(stick.pictures.get('b')?.kind).toBe('ready')
})
