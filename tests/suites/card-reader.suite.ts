import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cardEvents, cardOf, count, namesSeen, type ReaderRig } from '../support/reader-rig.ts'

const seenOnce = ['cardSeen', 'cardGone']

/** What every card reader does, whatever its protocol and wherever its bytes come from. */
export const cardReaderSuite = (name: string, start: () => Promise<ReaderRig>): void => {
  describe(`card reader: ${name}`, () => {
    let rig: ReaderRig

    beforeEach(async () => {
      rig = await start()
      await rig.until(() => rig.reader.health().state === 'ready')
    })

    afterEach(async () => {
      await rig.end()
    })

    const tap = async (id: string): Promise<void> => {
      const before = cardEvents(rig).length
      rig.place(id)
      await rig.until(() => cardEvents(rig).length > before)
      rig.remove()
      await rig.until(() => rig.reader.health().state === 'ready')
    }

    it('says who it is when a card is placed, with the card wrapped', async () => {
      rig.place('grandfather')
      await rig.until(() => count(rig, 'cardSeen') === 1)
      const [event] = rig.events.filter(({ kind }) => kind === 'cardSeen')
      expect(JSON.stringify(event)).not.toMatch(/于|119999/)
      expect(namesSeen(rig)).toEqual(['于样海'])
      expect(rig.reader.health()).toMatchObject({ state: 'card', counters: { cards: 1 } })
    })

    it('gives the whole text of the card', async () => {
      await tap('hmt')
      const event = rig.events.find((candidate) => candidate.kind === 'cardSeen')
      const { kind, birth, idNumber, passNumber, sexCode } = cardOf('hmt')
      expect(event?.kind === 'cardSeen' ? event.card.reveal() : null).toMatchObject({
        kind,
        birth,
        idNumber,
        passNumber,
        sexCode,
        warnings: [],
      })
    })

    it('tells when the card was found and when its last byte came', async () => {
      await tap('rare')
      const event = rig.events.find((candidate) => candidate.kind === 'cardSeen')
      const { foundAt, lastByteAt } =
        event?.kind === 'cardSeen' ? event.timing : { foundAt: 0, lastByteAt: 0 }
      // Select and the reading: 9 + 19 and 9 + 1295 bytes of ten bits, 116 ms at 115200 baud.
      expect(lastByteAt - foundAt).toBeGreaterThan(115)
      expect(lastByteAt - foundAt).toBeLessThan(2000)
    })

    it('tells the card’s state before who it is, and its going after', async () => {
      await tap('grandfather')
      expect(rig.events.slice(-4)).toMatchObject([
        { kind: 'stateChanged', state: 'card' },
        { kind: 'cardSeen' },
        { kind: 'cardGone' },
        { kind: 'stateChanged', state: 'ready' },
      ])
    })

    it('makes one event of a card that goes on lying', async () => {
      rig.place('grandmother')
      await rig.until(() => count(rig, 'cardSeen') === 1)
      await rig.pass(3000)
      expect(cardEvents(rig)).toEqual(['cardSeen'])
      rig.remove()
      await rig.until(() => count(rig, 'cardGone') === 1)
    })

    it('makes two events of two people in a row', async () => {
      await tap('grandfather')
      await tap('grandmother')
      expect(namesSeen(rig)).toEqual(['于样海', '王样兰'])
      expect(cardEvents(rig)).toEqual([...seenOnce, ...seenOnce])
    })

    it('makes two events of the same person who takes the card away in between', async () => {
      await tap('grandfather')
      await tap('grandfather')
      expect(cardEvents(rig)).toEqual([...seenOnce, ...seenOnce])
    })

    it('notices that one card was changed for another', async () => {
      rig.place('grandfather')
      await rig.until(() => count(rig, 'cardSeen') === 1)
      rig.place('grandmother')
      await rig.until(() => count(rig, 'cardSeen') === 2)
      expect(cardEvents(rig)).toEqual(['cardSeen', 'cardGone', 'cardSeen'])
    })

    it('reminds of a card that was forgotten', async () => {
      rig.place('grandfather')
      await rig.until(() => count(rig, 'cardSeen') === 1)
      await rig.pass(8000)
      expect(count(rig, 'cardLeft')).toBe(0)
      await rig.pass(3000)
      expect(count(rig, 'cardLeft')).toBe(1)
    })

    it('says once that a worn card cannot be read, and waits until it is taken', async () => {
      rig.place('unreadable')
      await rig.until(() => count(rig, 'cardUnreadable') === 1, 3000)
      await rig.pass(3000)
      expect(cardEvents(rig)).toEqual(['cardUnreadable'])
      rig.remove()
      await rig.until(() => count(rig, 'cardGone') === 1)
    })

    it('reads a good card after a worn one', async () => {
      await tap('unreadable')
      await tap('grandmother')
      expect(cardEvents(rig)).toEqual(['cardUnreadable', 'cardGone', ...seenOnce])
    })

    it('tells a card that is no identity card', async () => {
      await tap('bankCard')
      expect(cardEvents(rig)).toEqual(['notIdCard', 'cardGone'])
    })

    it('tells a card that the security module refuses', async () => {
      await tap('refused')
      expect(cardEvents(rig)).toEqual(['cardUnverified', 'cardGone'])
    })

    it('takes nobody for a person whose card has an unknown letter', async () => {
      await tap('unknownKind')
      expect(cardEvents(rig)).toEqual(['cardUnverified', 'cardGone'])
    })

    it('reads a misprinted card twice and takes it with a warning', async () => {
      await tap('misprint')
      const event = rig.events.find((candidate) => candidate.kind === 'cardSeen')
      expect(event?.kind === 'cardSeen' ? event.card.reveal().warnings : null).toEqual(['idCheck'])
      expect(rig.reader.health().counters.rereads).toBe(1)
    })

    it('stays with a line that delivers one to three bytes at a time', async () => {
      rig.fault('split')
      await tap('longName')
      expect(cardEvents(rig)).toEqual(seenOnce)
    })

    it('notices a reader that is pulled and finds it when it is back', async () => {
      rig.fault('unplug')
      await rig.until(() => rig.reader.health().state === 'searching')
      rig.clear()
      await rig.until(() => rig.reader.health().state === 'ready', 3000)
      await tap('grandfather')
      expect(cardEvents(rig)).toEqual(seenOnce)
      expect(rig.reader.health().counters.reopens).toBe(1)
    })

    it('makes no second event of a card that lay there while the reader was pulled', async () => {
      rig.place('grandfather')
      await rig.until(() => count(rig, 'cardSeen') === 1)
      rig.fault('unplug')
      await rig.until(() => rig.reader.health().state === 'searching')
      rig.clear()
      await rig.until(() => rig.reader.health().state === 'card', 3000)
      await rig.pass(500)
      expect(cardEvents(rig)).toEqual(['cardSeen'])
    })

    it('takes silence for absence, though the port is open', async () => {
      rig.fault('silent')
      await rig.until(() => rig.reader.health().state === 'searching', 5000)
      rig.clear()
      await rig.until(() => rig.reader.health().state === 'ready', 8000)
    })

    it('says that the reader reports a fault, and when that is over', async () => {
      rig.fault('status:60')
      await rig.until(() => rig.reader.health().state === 'fault', 2000)
      rig.clear()
      await rig.until(() => rig.reader.health().state === 'ready', 4000)
    })

    it('tells a listener nothing after it unsubscribed, and nobody after the stop', async () => {
      const heard: string[] = []
      const off = rig.reader.onEvent(({ kind }) => heard.push(kind))
      await tap('grandfather')
      off()
      const before = heard.length
      await tap('grandmother')
      expect(heard).toHaveLength(before)
      await rig.reader.stop()
      const atStop = rig.events.length
      rig.place('grandfather')
      await rig.pass(500)
      expect(rig.events).toHaveLength(atStop)
    })
  })
}
