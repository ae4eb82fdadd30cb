/**
 * Keeps the answer to the newest question alone: an older one, whose answer comes later, is `undefined`; one that
 * failed is `null`.
 */
export const createNewest = (): (<T>(answer: Promise<T | null>) => Promise<T | null | undefined>) => {
  let asked = 0
  return async (answer) => {
    asked += 1
    const number = asked
    const given = await answer
    return number === asked ? given : undefined
  }
}
