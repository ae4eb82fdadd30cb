import { expect, it } from 'vitest'
import { calls, type CallName } from '../../electron/contract/calls.ts'
import { contractVersion, toCore, toPage } from '../../electron/contract/messages.ts'
import { tapOutcome } from '../../electron/contract/outcomes.ts'
import { pushes, type PushName } from '../../electron/contract/pushes.ts'
import { samplesIn } from '../support/samples.ts'

const samples = samplesIn('messages')
const callNames = Object.keys(calls) as CallName[]
const pushNames = Object.keys(pushes) as PushName[]

const contentOf = (name: string): Record<string, unknown> => {
  const sample = samples.find((candidate) => candidate.name === name)
  if (sample === undefined) throw new Error(`tests/contract/messages/${name}.json is missing`)
  return sample.content as Record<string, unknown>
}

it('a core says first which contract it speaks', () => {
  const hello = contentOf('hello')
  expect(toPage.parse(hello)).toEqual(hello)
  expect(hello.version).toBe(contractVersion)
})

it.each(callNames)('a request and a reply of %s are still understood', (call) => {
  const request = contentOf(`request.${call}`)
  expect(toCore.parse(request)).toEqual(request)
  expect(request.call).toBe(call)
  expect(calls[call].input.parse(request.input)).toEqual(request.input)
  const reply = contentOf(`reply.${call}`)
  expect(toPage.parse(reply)).toEqual(reply)
  expect(calls[call].output.parse(reply.output)).toEqual(reply.output)
})

it('a reply that a call failed is still understood', () => {
  const reply = contentOf('reply.error')
  expect(toPage.parse(reply)).toEqual(reply)
})

const outcomeKinds = tapOutcome.options.map((option) => option.shape.kind.value)
const pushSamples = samples.filter(({ name }) => name.startsWith('push.')).map(({ name }) => name)

it('every push and every outcome of a tap has a sample', () => {
  const wanted = pushNames.flatMap((name) =>
    name === 'lastTap' ? outcomeKinds.map((kind) => `push.lastTap.${kind}`) : [`push.${name}`],
  )
  expect(pushSamples).toEqual(wanted.sort())
})

it.each(pushSamples)('%s is still understood, and nothing of it is lost', (name) => {
  const message = contentOf(name)
  expect(toPage.parse(message)).toEqual(message)
  expect(pushes[message.name as PushName].parse(message.value)).toEqual(message.value)
})

it('no sample is left over', () => {
  const named = ['hello', 'reply.error', ...callNames.flatMap((call) => [`request.${call}`, `reply.${call}`])]
  expect(samples.map(({ name }) => name)).toEqual([...named, ...pushSamples].sort())
})
