// @ts-check

/** A station may die twice in this time; the third death means that starting it again does not help. */
const windowMs = 10 * 60_000
const delaysMs = [500, 3000]
/** A kiosk tries on for ever, once a minute. */
const restMs = 60_000

/** Exit codes that a new start would only repeat: usage, folder in use, store refused, port in use. */
const lasting = new Set([2, 3, 4, 5])
/** Of those, the ones that somebody may put right while the kiosk waits. */
const curable = new Set([4, 5])

/** What whoever started the kiosk is to do: nothing until the next start of the machine, restart it, switch it off. */
export const kioskEndCodes = /** @type {const} */ ({ leave: 90, restart: 91, off: 92 })

/**
 * What a station told before it ended.
 * @typedef {'powerCut' | 'startOver' | 'goLive' | keyof typeof kioskEndCodes} Announcement
 */

/** @param {unknown} what @returns {what is Announcement} */
export const isAnnouncement = (what) =>
  what === 'powerCut' ||
  what === 'startOver' ||
  what === 'goLive' ||
  (typeof what === 'string' && Object.hasOwn(kioskEndCodes, what))

/**
 * What follows the end of a station.
 * @typedef {(
 *   | { kind: 'again', delayMs: number }
 *   | { kind: 'rest', delayMs: number }
 *   | { kind: 'startOver' }
 *   | { kind: 'goLive' }
 *   | { kind: 'giveUp' }
 *   | { kind: 'end', code: number }
 * )} Next
 */

/**
 * Decides what follows the end of a station. An unannounced death starts it again with a growing pause where
 * `persistent`, and only so often; elsewhere the station's own code is the answer. A kiosk that never ends rests
 * instead of giving up.
 * @param {object} end
 * @param {Announcement | null} end.announced
 * @param {number} end.code as a shell would give it
 * @param {boolean} end.persistent
 * @param {boolean} [end.endless]
 * @param {readonly number[]} end.deaths instants of unannounced deaths, this one included, ms
 * @returns {Next}
 */
export const afterEnd = ({ announced, code, persistent, endless = false, deaths }) => {
  if (announced === 'powerCut') return { kind: 'again', delayMs: 0 }
  if (announced === 'startOver') return { kind: 'startOver' }
  if (announced === 'goLive') return { kind: 'goLive' }
  if (announced !== null) return { kind: 'end', code: kioskEndCodes[announced] }
  if (code === 0 || !persistent) return { kind: 'end', code }
  if (lasting.has(code))
    return endless && curable.has(code) ? { kind: 'rest', delayMs: restMs } : { kind: 'end', code }
  const last = deaths.at(-1) ?? 0
  const recent = deaths.filter((at) => at > last - windowMs).length
  const delayMs = delaysMs[recent - 1]
  if (delayMs !== undefined) return { kind: 'again', delayMs }
  return endless ? { kind: 'rest', delayMs: restMs } : { kind: 'giveUp' }
}
