import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Gallery {
  /** Address of the list of all states. */
  address: string
  /** Address of one state. */
  of(state: string, preferences?: Readonly<Record<string, string>>): string
  close(): Promise<void>
}

/** Builds the gallery of page states and serves it on a free port. */
export const startGallery = async (): Promise<Gallery> => {
  const outDir = mkdtempSync(join(tmpdir(), 'station-gallery-'))
  const configFile = join(root, 'renderer.vite.config.ts')
  await build({
    configFile,
    root: join(root, 'renderer'),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: join(root, 'renderer/gallery.html') },
    },
  })
  const server = await preview({
    configFile,
    root: join(root, 'renderer'),
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const address = new URL('gallery.html', server.resolvedUrls?.local[0]).href
  return {
    address,
    of: (state, preferences = {}) =>
      `${address}?${new URLSearchParams({ state, ...preferences }).toString()}`,
    close: async () => {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
