import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

/** `'self'` covers the page's own WebSocket. No inline code, nothing from elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.opus': 'audio/ogg',
}

export interface PageFile {
  type: string
  etag: string
  /** Named by its content: may be kept for ever. */
  immutable: boolean
  read(): Buffer
}

const fileOf = (folder: string, file: string): PageFile => {
  const path = join(folder, file)
  return {
    type: types[extname(file)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 22)}"`,
    immutable: file.startsWith(`assets${sep}`),
    read: () => readFileSync(path),
  }
}

/**
 * The files of the built page, listed once at the start: a request can only name one of them,
 * so that no path is ever made from what a peer sent. Keys are URL paths; `/` is the page.
 */
export const listPageFiles = (folder: string): ReadonlyMap<string, PageFile> => {
  const files = new Map<string, PageFile>()
  if (!existsSync(folder)) return files
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = relative(folder, join(entry.parentPath, entry.name))
    const path = `/${file.split(sep).join('/')}`
    files.set(path === '/index.html' ? '/' : path, fileOf(folder, file))
  }
  return files
}
