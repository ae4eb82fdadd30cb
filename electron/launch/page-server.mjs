// @ts-check
import { freePort } from './free-port.mjs'
import { runTool } from './prepare.mjs'

/**
 * Serves the page from its sources, each change at once.
 * @param {import('./prepare.mjs').Ready} ready
 * @param {object} options
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(address: string) => void} options.onAddress
 * @returns {Promise<number>} exit code
 */
export const servePageSources = async (ready, { env = ready.env, onAddress }) => {
  const port = String(await freePort())
  onAddress(`http://127.0.0.1:${port}`)
  const args = ['--config', 'renderer.vite.config.ts', '--host', '127.0.0.1', '--port', port, '--strictPort']
  return runTool(ready, 'vite', [...args, '--logLevel', 'warn'], { env })
}
