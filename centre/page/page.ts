import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { renderIcon, renderPage } from './render.ts'
import { readView } from './view.ts'

const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** The read-only page and its parts. It asks the store for counts and types alone. */
export const registerPage = (app: FastifyInstance, context: Context): void => {
  const part = (path: string, type: string, content: () => Promise<string>): void => {
    app.get(path, async (_request, reply) => {
      const body = await content()
      return reply.headers({ ...headers, 'content-type': `${type}; charset=utf-8` }).send(body)
    })
  }
  const view = (): ReturnType<typeof readView> => readView(context.store, context.now())
  const file = (name: string) => (): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8')
  part('/', 'text/html', async () => renderPage(await view()))
  part('/page.json', 'application/json', async () => JSON.stringify(await view()))
  part('/page.css', 'text/css', file('./page.css'))
  part('/page.js', 'text/javascript', file('./page.js'))
  part('/icon.svg', 'image/svg+xml', () => Promise.resolve(renderIcon()))
}
