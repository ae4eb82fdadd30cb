// @ts-check
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { endChild, endOf, exitCodeOf, onStop } from './processes.mjs'
import { tool } from './prepare.mjs'
import { root, sayOut } from './project.mjs'

/**
 * One check of the sources.
 * @typedef {{ title: string, tool: string, args: readonly string[] }} Step
 */

/** @type {readonly Step[]} */
export const sourceChecks = [
  { title: 'types', tool: 'vue-tsc', args: ['-b'] },
  {
    title: 'lint',
    tool: 'eslint',
    args: [
      '.',
      '--cache',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '--concurrency',
      '2',
      '--max-warnings',
      '0',
    ],
  },
  {
    title: 'format',
    tool: 'prettier',
    args: ['--check', '.', '--log-level', 'warn', '--cache'],
  },
]

/** @type {Step} */
export const wallChecks = {
  title: 'import table and strings',
  tool: 'vitest',
  args: ['run', '--project', 'unit', 'tests/architecture.test.ts', 'tests/strings.test.ts'],
}

/**
 * Runs the steps side by side; shows what each said when it has ended, one after the other.
 * @param {import('./prepare.mjs').Ready} ready
 * @param {readonly Step[]} steps
 * @returns {Promise<readonly Step[]>} those that failed
 */
export const runTogether = async (ready, steps) => {
  const startedAt = Date.now()
  const results = await Promise.all(
    steps.map(async (step) => {
      const child = spawn(ready.node, [tool(step.tool), ...step.args], {
        cwd: root,
        env: { ...ready.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      /** @type {Buffer[]} */
      const said = []
      child.stdout.on('data', (chunk) => said.push(chunk))
      child.stderr.on('data', (chunk) => said.push(chunk))
      const forget = onStop((signal) => void endChild(child, signal))
      const [end] = await Promise.all([endOf(child), once(child, 'close')])
      forget()
      const code = exitCodeOf(end)
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
      sayOut(`${code === 0 ? 'ok    ' : 'FAILED'}  ${step.title} (${seconds} s)`)
      if (code !== 0) sayOut(Buffer.concat(said).toString('utf8').trimEnd())
      return { step, code }
    }),
  )
  return results.filter(({ code }) => code !== 0).map(({ step }) => step)
}
