/** One line for the terminal, where there is one. No personal data. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
