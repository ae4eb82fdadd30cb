import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StationError } from '../../electron/base/errors.ts'
import { contractVersion, maxMessageLength, type ToPage } from '../../electron/contract/messages.ts'
import { createScriptedService, type ScriptedService } from '../support/page-service.ts'

/** One page's end of a transport. */
export interface PageEnd {
  send(message: unknown): void
  /** Sends bytes or text as they are, below the level of messages. */
  sendRaw(text: string): void
  /** Resolves with the next message that `isWanted`. Messages before it are kept for other calls. */
  next(isWanted: (message: ToPage) => boolean): Promise<ToPage>
  received: ToPage[]
  close(): Promise<void>
  /** Resolves when the other side ended the connection. */
  closed: Promise<void>
}

export interface TransportUnderTest {
  connect(): Promise<PageEnd>
  stop(): Promise<void>
}

const commandId = '01936000-0000-7000-8000-000000000001'
const isReply =
  (id: number) =>
  (message: ToPage): boolean =>
    message.type === 'reply' && message.id === id
const isPush =
  (name: string) =>
  (message: ToPage): boolean =>
    message.type === 'push' && message.name === name

/** What every way between page and core must do. `open` puts the transport in front of the service. */
export const transportSuite = (
  title: string,
  open: (service: ScriptedService) => Promise<TransportUnderTest>,
): void => {
  describe(`messages over ${title}`, () => {
    let service: ScriptedService
    let transport: TransportUnderTest
    let page: PageEnd

    beforeEach(async () => {
      service = createScriptedService()
      service.answers.set('session.end', () => ({}))
      transport = await open(service)
      page = await transport.connect()
    })
    afterEach(async () => {
      await transport.stop()
    })

    const end = (id: number): void => {
      page.send({ type: 'request', id, call: 'session.end', input: { commandId } })
    }

    it('begin with hello and the whole state', async () => {
      const hello = await page.next(({ type }) => type === 'hello')
      expect(hello).toEqual({ type: 'hello', version: contractVersion, boot: 'boot-1', app: '0.0.0' })
      for (const name of ['home', 'lastTap', 'session', 'demo']) await page.next(isPush(name))
      expect(page.received[0]).toEqual(hello)
    })

    it('answer a call with its output', async () => {
      end(7)
      expect(await page.next(isReply(7))).toEqual({ type: 'reply', id: 7, output: {} })
    })

    it('keep concurrent calls apart, whichever ends first', async () => {
      const releases: (() => void)[] = []
      service.answers.set(
        'session.end',
        () =>
          new Promise((resolve) =>
            releases.push(() => {
              resolve({})
            }),
          ),
      )
      end(1)
      end(2)
      await expect.poll(() => releases.length).toBe(2)
      releases[1]?.()
      expect(await page.next(isReply(2))).toMatchObject({ id: 2 })
      releases[0]?.()
      expect(await page.next(isReply(1))).toMatchObject({ id: 1 })
    })

    it('keep the order in which a page spoke', async () => {
      for (let id = 0; id < 20; id += 1) end(id)
      await page.next(isReply(19))
      const replies = page.received
        .filter(({ type }) => type === 'reply')
        .map((message) => ('id' in message ? message.id : -1))
      expect(replies).toEqual(Array.from({ length: 20 }, (_, id) => id))
    })

    it('push what changed, with a rising revision', async () => {
      const first = await page.next(isPush('session'))
      service.change('session', {
        person: { name: '王*兰', rareName: false },
        ask: 'scoring',
        askMissed: false,
      })
      const second = await page.next((message) => isPush('session')(message) && message !== first)
      expect(second).toMatchObject({ rev: 1, value: { ask: 'scoring' } })
    })

    it('reach two pages alike', async () => {
      const other = await transport.connect()
      await page.next(isPush('demo'))
      await other.next(isPush('demo'))
      service.change('session', { person: null, ask: 'sharing', askMissed: false })
      const isNew = (message: ToPage): boolean =>
        isPush('session')(message) && 'rev' in message && message.rev === 1
      expect(await page.next(isNew)).toEqual(await other.next(isNew))
    })

    it('answer only to the page that asked', async () => {
      const other = await transport.connect()
      end(5)
      await page.next(isReply(5))
      await other.next(isPush('demo'))
      expect(other.received.filter(({ type }) => type === 'reply')).toEqual([])
    })

    it.each([
      ['an unknown call', { type: 'request', id: 3, call: 'session.begin', input: {} }, 'notFound'],
      [
        'a call named like a built-in property',
        { type: 'request', id: 3, call: 'constructor', input: {} },
        'notFound',
      ],
      ['a call named __proto__', { type: 'request', id: 3, call: '__proto__', input: {} }, 'notFound'],
      [
        'an input of the wrong shape',
        { type: 'request', id: 3, call: 'session.end', input: { commandId: 5 } },
        'badInput',
      ],
      ['no input', { type: 'request', id: 3, call: 'session.end' }, 'badInput'],
      ['a request without a call', { type: 'request', id: 3 }, 'badInput'],
      ['a message of another type', { type: 'reply', id: 3, output: {} }, 'badInput'],
      [
        'a call of the demonstration outside it',
        { type: 'request', id: 3, call: 'demo.cutPower', input: { commandId } },
        'notAllowed',
      ],
      [
        'a call of the holder when nobody holds',
        {
          type: 'request',
          id: 3,
          call: 'consent.answer',
          input: { commandId, question: 'scoring', answer: 'yes' },
        },
        'sessionEnded',
      ],
    ])('refuse %s, and no handler sees it', async (_title, message, code) => {
      page.send(message)
      expect(await page.next(isReply(3))).toMatchObject({ error: { code } })
      expect(service.received).toEqual([])
    })

    it.each([
      ['null', null],
      ['a text', 'hello'],
      ['a number', 7],
      ['an array', []],
      ['nothing of use', { a: 1 }],
    ])('drop %s and go on', async (_title, junk) => {
      page.send(junk)
      end(9)
      expect(await page.next(isReply(9))).toMatchObject({ output: {} })
      expect(page.received.filter(({ type }) => type === 'reply')).toHaveLength(1)
    })

    it('survive text that is not a message', async () => {
      page.sendRaw('{"type":"request","id":1,')
      end(9)
      expect(await page.next(isReply(9))).toMatchObject({ output: {} })
    })

    it('do not swallow an over-long message: it reaches no handler', async () => {
      page.sendRaw(
        JSON.stringify({
          type: 'request',
          id: 1,
          call: 'session.end',
          input: { commandId, pad: 'x'.repeat(maxMessageLength) },
        }),
      )
      await Promise.race([
        page.closed,
        page.next(isPush('demo')).then(() => {
          end(9)
          return page.next(isReply(9))
        }),
      ])
      expect(service.received.filter(({ input }) => JSON.stringify(input).length > 1000)).toEqual([])
    })

    it('hide what went wrong inside, and name the line of the log', async () => {
      service.answers.set('session.end', () => {
        throw new Error('secret path /home/x')
      })
      end(4)
      const reply = await page.next(isReply(4))
      expect(reply).toMatchObject({ error: { code: 'internal', params: {} } })
      expect(JSON.stringify(reply)).not.toContain('secret')
      expect(reply).toHaveProperty('error.logId')
    })

    it('pass the typed error of a handler on', async () => {
      service.answers.set('session.end', () => {
        throw new StationError('conflict', { asked: 'nothing' })
      })
      end(4)
      expect(await page.next(isReply(4))).toMatchObject({
        error: { code: 'conflict', params: { asked: 'nothing' } },
      })
    })

    it('refuse an output that is not what the contract says', async () => {
      service.answers.set('tap.settle', () => ({ outcome: { kind: 'made up' } }))
      page.send({ type: 'request', id: 4, call: 'tap.settle', input: { tapId: commandId } })
      expect(await page.next(isReply(4))).toMatchObject({ error: { code: 'internal' } })
    })

    it('let a page go in the middle of a call, and serve the next one', async () => {
      let release: () => void = () => undefined
      service.answers.set(
        'session.end',
        () =>
          new Promise((resolve) => {
            release = () => {
              resolve({})
            }
          }),
      )
      end(1)
      await expect.poll(() => service.received.length).toBe(1)
      await page.close()
      release()
      const next = await transport.connect()
      expect(await next.next(({ type }) => type === 'hello')).toMatchObject({ boot: 'boot-1' })
    })
  })
}
