import { largestPhotoBytes } from '../../../electron/contract/credit.ts'

/** What draws pictures: a browser's own, or a test's. */
export interface PhotoTools<Picture extends { width: number; height: number; close: () => void }> {
  /** Rejects for what is no picture. */
  decode: (file: Blob) => Promise<Picture>
  /** JPEG of that size. */
  encode: (picture: Picture, size: { width: number; height: number }, quality: number) => Promise<Blob>
}

export const longestSide = 1280
/** Good enough to read a certificate at the first; a restless picture gets less, and is made smaller at last. */
const tries = [
  { side: longestSide, quality: 0.82 },
  { side: longestSide, quality: 0.62 },
  { side: 1024, quality: 0.6 },
  { side: 800, quality: 0.55 },
  { side: 640, quality: 0.45 },
] as const

/** The size that fits into a square of `side`; never larger than the picture is. */
export const fitInto = (
  { width, height }: { width: number; height: number },
  side: number,
): { width: number; height: number } => {
  const factor = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) }
}

/**
 * A picture drawn anew as JPEG of at most 1280 px and `largestPhotoBytes`. Only what can be seen is left: place, time
 * and whatever else the file said are gone. `null` for what is no picture, or will not become small enough.
 */
export const shrinkPhoto = async <Picture extends { width: number; height: number; close: () => void }>(
  file: Blob,
  { decode, encode }: PhotoTools<Picture>,
): Promise<Blob | null> => {
  let picture: Picture
  try {
    picture = await decode(file)
  } catch {
    // What is no picture is an answer here, not a fault: the tile says so.
    return null
  }
  try {
    for (const { side, quality } of tries) {
      const small = await encode(picture, fitInto(picture, side), quality)
      if (small.size <= largestPhotoBytes) return small
    }
    return null
  } finally {
    picture.close()
  }
}

/** A browser's own way. */
export const browserPhotoTools: PhotoTools<ImageBitmap> = {
  decode: (file) => createImageBitmap(file),
  encode: async (picture, { width, height }, quality) => {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('nothing to draw on')
    // JPEG knows no transparency: what is clear would come out black.
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    context.drawImage(picture, 0, 0, width, height)
    return canvas.convertToBlob({ type: 'image/jpeg', quality })
  },
}

const stretch = 32_768

export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += stretch)
    text += String.fromCharCode(...bytes.subarray(at, at + stretch))
  return btoa(text)
}

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

export const photoAddress = (base64: string): string => `data:image/jpeg;base64,${base64}`
