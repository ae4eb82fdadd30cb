import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Where pictures of the page's states are kept: a folder for each look, a file for each state. */
export interface Album {
  /** The file of one picture; its folder exists. */
  fileOf(look: readonly string[], state: string): string
  /** Writes the page on which they are looked through: one row for each state, its looks side by side. */
  writeIndex(): string
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const style = `body{margin:2rem;background:#e8ddc8;font:16px sans-serif}
h2{position:sticky;top:0;margin:1rem 0 .5rem;padding:.5rem;background:#e8ddc8}
section>div{display:flex;gap:1rem;overflow-x:auto;align-items:flex-start}
figure{flex:none;margin:0}img{height:34rem;display:block;background:#fff}figcaption{padding:.25rem 0}`

/** An album in `folder`, which is made where it is missing; what lies in it stays until it is drawn anew. */
export const openAlbum = (folder: string): Album => ({
  fileOf: (look, state) => {
    const home = join(folder, ...look)
    mkdirSync(home, { recursive: true })
    return join(home, `${state}.png`)
  },
  writeIndex: () => {
    const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
    const rows = new Map<string, string[]>()
    for (const file of files.filter((name) => name.endsWith('.png')).sort()) {
      const parts = relative('.', file).split(/[/\\]/)
      const state = (parts.pop() ?? '').replace(/\.png$/, '')
      const address = escaped([...parts, `${state}.png`].map(encodeURIComponent).join('/'))
      const look = escaped(parts.join(', '))
      const figure = `<figure><a href="${address}"><img loading="lazy" src="${address}" alt="${escaped(state)}, ${look}"></a><figcaption>${look}</figcaption></figure>`
      rows.set(state, [...(rows.get(state) ?? []), figure])
    }
    const body = [...rows]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(
        ([state, figures]) => `<section><h2>${escaped(state)}</h2><div>${figures.join('')}</div></section>`,
      )
    const page = join(folder, 'index.html')
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      page,
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>${style}</style><body>${body.join('\n')}</body></html>\n`,
    )
    return page
  },
})
