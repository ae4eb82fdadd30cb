// @ts-check
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/**
 * Serves one page on loopback that says what to do while no station runs: sign on paper, call somebody.
 * @param {string} file
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export const serveSafePage = (file) => {
  const page = readFileSync(file)
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  }
  const server = createServer((request, response) => {
    const own = `127.0.0.1:${String(/** @type {import('node:net').AddressInfo} */ (server.address()).port)}`
    if (request.headers.host !== own) response.writeHead(421).end()
    else if (request.method !== 'GET') response.writeHead(405, { Connection: 'close' }).end()
    else response.writeHead(200, headers).end(page)
  })
  server.maxConnections = 16
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      resolve({
        url: `http://127.0.0.1:${String(port)}/`,
        close: () => {
          server.close()
          server.closeAllConnections()
        },
      })
    })
  })
}
