import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { createWordList, type WordList } from './lexicon.ts'

/** Where the words lie, seen from a module of this folder; in the build it stands among the entries or one below. */
export const wordsFile = (from: string): URL => {
  const up = from.endsWith('.ts') || /\/chunks\/[^/]+$/.test(from) ? '../../../' : '../../'
  return new URL(`${up}resources/keyboard/words.txt.gz`, from)
}

/** Reads the words piece by piece, so that a card between two pieces does not wait. */
export const readWords = async (file: URL = wordsFile(import.meta.url)): Promise<WordList> => {
  const list = createWordList()
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of createReadStream(file).pipe(createGunzip())) {
    const lines = (rest + decoder.decode(piece as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    list.take(lines)
  }
  return list
}
