import { words } from './words.ts'

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join('')
  return ''
}

const faces = [
  '400 1em "Noto Sans SC"',
  '500 1em "Noto Sans SC"',
  '700 1em "Noto Sans SC"',
  '700 1em "Noto Serif SC"',
  '900 1em "Noto Serif SC"',
]

/** Loads the font files of every word that the page may show, so that a result never appears in another face first. */
export const warmFonts = (fonts: FontFaceSet, report: (problem: string, cause?: unknown) => void): void => {
  const text = `${textOf(words)}0123456789:–+*.`
  for (const face of faces)
    fonts.load(face, text).catch((cause: unknown) => {
      report('a font did not load', cause)
    })
}
