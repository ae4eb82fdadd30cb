import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Link, LinkOpener } from '../../electron/reader/link.ts'
import { find, status } from '../../electron/reader/sam/commands.ts'
import type { SimulatedDevice } from '../../electron/reader/simulated/device.ts'

/** A link under test with a simulated device at its other end. */
export interface LinkRig {
  readonly opener: LinkOpener
  readonly device: SimulatedDevice
  /** Waits until `condition` holds; throws when it does not soon. */
  until(condition: () => boolean): Promise<void>
  /** Lets a moment pass in which anything that was to come has come. */
  moment(): Promise<void>
  end(): Promise<void>
}

const statusAnswer = 'aaaaaa9669000400009094'

/** What every link does, whatever carries its bytes. */
export const linkSuite = (name: string, start: () => Promise<LinkRig>): void => {
  describe(`link: ${name}`, () => {
    let rig: LinkRig
    let link: Link
    let got: Buffer
    let closes: number

    beforeEach(async () => {
      rig = await start()
      link = await rig.opener.open()
      got = Buffer.alloc(0)
      closes = 0
      link.onData((bytes) => {
        got = Buffer.concat([got, bytes])
      })
      link.onClose(() => {
        closes++
      })
    })

    afterEach(async () => {
      await link.close()
      await rig.end()
    })

    it('carries bytes to the device and back', async () => {
      await link.write(status.bytes)
      await rig.until(() => got.length >= 11)
      expect(got.toString('hex')).toBe(statusAnswer)
    })

    it('carries every value of a byte unchanged, and in order', async () => {
      rig.device.behave({
        name: 'allBytes',
        distort: () => Uint8Array.from({ length: 512 }, (_, i) => i & 0xff),
      })
      await link.write(status.bytes)
      await rig.until(() => got.length >= 512)
      expect(got).toEqual(Buffer.from(Uint8Array.from({ length: 512 }, (_, i) => i & 0xff)))
    })

    it('takes the next request while an answer is on its way', async () => {
      await link.write(status.bytes)
      await link.write(find.bytes)
      await rig.until(() => got.length >= 22)
      expect(got.toString('hex')).toBe(`${statusAnswer}aaaaaa9669000400008084`)
    })

    it('is named after its port', () => {
      expect(link.name).toBe(rig.opener.name)
    })

    it('tells nobody who unsubscribed', async () => {
      let heard = 0
      const off = link.onData(() => {
        heard++
      })
      off()
      await link.write(status.bytes)
      await rig.until(() => got.length >= 11)
      expect(heard).toBe(0)
    })

    it('can be flushed', async () => {
      await link.flushInput()
      await link.write(status.bytes)
      await rig.until(() => got.length >= 11)
    })

    it('closes once, however often it is asked', async () => {
      await Promise.all([link.close(), link.close()])
      await link.close()
      expect(closes).toBe(1)
    })

    it('is free to be opened again after a close', async () => {
      await link.close()
      const again = await rig.opener.open()
      let length = 0
      again.onData((bytes) => {
        length += bytes.length
      })
      await again.write(status.bytes)
      await rig.until(() => length >= 11)
      await again.close()
    })

    it('refuses to write after a close, naming the port', async () => {
      await link.close()
      await expect(link.write(status.bytes)).rejects.toMatchObject({
        code: 'readerMissing',
        params: { port: rig.opener.name },
      })
    })

    it('says nothing after a close', async () => {
      await link.write(status.bytes)
      await link.close()
      const before = got.length
      await rig.moment()
      expect(got.length).toBe(before)
    })

    it('says that the device was pulled, at the latest when it is written to, and cannot be opened again', async () => {
      rig.device.fault('unplug')
      await rig.moment()
      await link.write(status.bytes).catch(() => undefined)
      await rig.until(() => closes === 1)
      await expect(rig.opener.open()).rejects.toMatchObject({
        code: 'readerMissing',
        params: { port: rig.opener.name },
      })
      await expect(link.write(status.bytes)).rejects.toMatchObject({ code: 'readerMissing' })
    })
  })
}
