// @ts-check

/** A station may die twice in this time; the third death means that starting it again does not help. */
const windowMs = 10 * 60_000
const delaysMs = [500, 3000]

/** Exit codes that a new start would only repeat: usage, folder in use, store refused, port in use. */
const lasting = new Set([2, 3, 4, 5])

/**
 * What a station told before it ended.
 * @typedef {'powerCut' | 'startOver' | 'goLive'} Announcement
 */

/**
 * What follows the end of a station.
 * @typedef {(
 *   | { kind: 'again', delayMs: number }
 *   | { kind: 'startOver' }
 *   | { kind: 'goLive' }
 *   | { kind: 'giveUp' }
 *   | { kind: 'end', code: number }
 * )} Next
 */

/**
 * Decides what follows the end of a station. An unannounced death starts it again with a growing pause where
 * `persistent`, and only so often; elsewhere the station's own code is the answer.
 * @param {object} end
 * @param {Announcement | null} end.announced
 * @param {number} end.code as a shell would give it
 * @param {boolean} end.persistent
 * @param {readonly number[]} end.deaths instants of unannounced deaths, this one included, ms
 * @returns {Next}
 */
export const afterEnd = ({ announced, code, persistent, deaths }) => {
  if (announced === 'powerCut') return { kind: 'again', delayMs: 0 }
  if (announced === 'startOver') return { kind: 'startOver' }
  if (announced === 'goLive') return { kind: 'goLive' }
  if (code === 0 || !persistent || lasting.has(code)) return { kind: 'end', code }
  const last = deaths.at(-1) ?? 0
  const recent = deaths.filter((at) => at > last - windowMs).length
  const delayMs = delaysMs[recent - 1]
  return delayMs === undefined ? { kind: 'giveUp' } : { kind: 'again', delayMs }
}
