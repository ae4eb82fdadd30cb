import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { build } from 'vite'
import { largestPhotoBytes } from '../../../electron/contract/credit.ts'
import type * as photoModule from '../../../renderer/console/credit/photo.ts'
import { test } from './fixtures.ts'

type Photos = typeof photoModule

/** What the page does with a picture of the stick, in a page of its own. */
const loadPhotos = async (page: Page): Promise<void> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('../../../renderer/console/credit/photo.ts', import.meta.url)),
        formats: ['iife'],
        name: 'photos',
      },
    },
  })
  const [bundle] = Array.isArray(built) ? built : []
  if (bundle === undefined) throw new Error('nothing was built')
  await page.addScriptTag({ content: bundle.output[0].code })
}

/** A noisy picture as a camera would save it: large, lying on its side, with the place in the file. */
const shrinkOne = (page: Page, size: { width: number; height: number }) =>
  page.evaluate(async ({ width, height }) => {
    const { photos } = window as unknown as { photos: Photos }
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')!
    const noise = context.createImageData(width, height)
    // The same noise each time: a picture that is hard to make small.
    for (let at = 0, seed = 1; at < noise.data.length; at += 1) {
      seed = (seed * 48_271) % 2_147_483_647
      noise.data[at] = at % 4 === 3 ? 255 : seed % 256
    }
    context.putImageData(noise, 0, 0)
    const plain = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())
    // Exif, big-endian, one entry: orientation 6, which is a quarter turn; the place follows as text.
    const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0))
    const exif = [...letters('Exif'), 0, 0, ...tiff, ...letters('37.16N 122.42E')]
    const head = [0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif]
    const file = new Blob([Uint8Array.from(head), plain.subarray(2)])
    const small = await photos.shrinkPhoto(file, photos.browserPhotoTools)
    if (small === null) return null
    const picture = await createImageBitmap(small)
    const text = await small.text()
    return {
      before: (await file.text()).includes('37.16N'),
      after: text.includes('37.16N') || text.includes('Exif'),
      bytes: small.size,
      type: small.type,
      width: picture.width,
      height: picture.height,
    }
  }, size)

test('a photo is made small, stands upright, and says no more where it was taken', async ({ page }) => {
  await page.goto('about:blank')
  await loadPhotos(page)
  const small = await shrinkOne(page, { width: 2_400, height: 1_600 })
  expect(small).toMatchObject({ before: true, after: false, type: 'image/jpeg' })
  expect(small!.bytes).toBeLessThanOrEqual(largestPhotoBytes)
  expect(small!.height).toBeGreaterThan(small!.width)
  expect(small!.height).toBeLessThanOrEqual(1_280)
})

test('what is no picture is none', async ({ page }) => {
  await page.goto('about:blank')
  await loadPhotos(page)
  const small = await page.evaluate(() => {
    const { photos } = window as unknown as { photos: Photos }
    return photos.shrinkPhoto(new Blob(['no picture at all']), photos.browserPhotoTools)
  })
  expect(small).toBeNull()
})
