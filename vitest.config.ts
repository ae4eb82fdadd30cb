import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// `import 'electron'` would load the real package, which starts a download where the binary is missing.
const electron = fileURLToPath(new URL('./tests/support/electron-stand-in.ts', import.meta.url))

export default defineConfig({
  resolve: { alias: { electron } },
  test: {
    passWithNoTests: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/*.test.ts', 'tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'],
        },
      },
      { extends: true, test: { name: 'centre', include: ['tests/centre/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          globalSetup: ['tests/support/build-once.ts'],
          // In a thread the shell's channel to a launcher can be played; a forked worker uses its own.
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/support/build-once.ts'],
          testTimeout: process.env.FAULTS_DEEP === '1' ? 3_600_000 : 120_000,
        },
      },
    ],
  },
})
