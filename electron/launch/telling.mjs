// @ts-check

const mostKept = 100

/**
 * What the launcher says belongs into the station's log, too; while no station listens it waits for the next one.
 * @param {() => import('node:child_process').ChildProcess | undefined} station the one that is ready
 */
export const createTelling = (station) => {
  /** @type {{ at: number, line: string }[]} */
  const unheard = []
  const pass = () => {
    const child = station()
    if (!child?.connected) return
    for (const said of unheard.splice(0)) child.send({ kind: 'said', ...said }, () => undefined)
  }
  return {
    pass,
    /** @param {string} line no personal data */
    tell: (line) => {
      unheard.push({ at: Date.now(), line })
      if (unheard.length > mostKept) unheard.shift()
      pass()
    },
  }
}
