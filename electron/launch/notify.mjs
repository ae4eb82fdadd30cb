// @ts-check
import { spawn } from 'node:child_process'

const everyMs = 8_000

/**
 * Tells systemd that the kiosk is up, and then every few seconds that it is well; says nothing while it is not, so that
 * the watchdog of the unit starts everything again. Elsewhere does nothing.
 * @param {() => boolean} isWell
 * @param {{ env?: NodeJS.ProcessEnv, everyMs?: number }} [options]
 * @returns {{ ready: () => void, end: () => void }}
 */
export const notifySystemd = (isWell, options = {}) => {
  const env = options.env ?? process.env
  if (!env.NOTIFY_SOCKET) return { ready: () => undefined, end: () => undefined }
  /** @param {string} what */
  const tell = (what) => {
    // Node has no datagram sockets of this kind; systemd's own tool does.
    spawn('systemd-notify', [what], { env, stdio: 'ignore' }).on('error', () => undefined)
  }
  const timer = setInterval(() => {
    if (isWell()) tell('WATCHDOG=1')
  }, options.everyMs ?? everyMs)
  return {
    ready: () => {
      tell('--ready')
    },
    end: () => {
      clearInterval(timer)
    },
  }
}
