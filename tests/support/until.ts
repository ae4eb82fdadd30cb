/** Waits in real time for something that another process, a socket or a disk brings about. */
export const until = async (condition: () => boolean, limitMs = 10_000): Promise<void> => {
  const end = performance.now() + limitMs
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not within ${String(limitMs)} ms`)
    await new Promise((resolve) => {
      setTimeout(resolve, 2)
    })
  }
}

/** Keeps this process alive, which the system's clock does not. Returns what lets it end. */
export const keepAlive = (): (() => void) => {
  const timer = setInterval(() => undefined, 60_000)
  return () => {
    clearInterval(timer)
  }
}
