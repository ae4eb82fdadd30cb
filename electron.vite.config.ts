import { defineConfig } from 'electron-vite'
import { page } from './renderer.vite.config.ts'

export default defineConfig({
  main: {
    build: {
      // Bundled, these start faster than they load.
      externalizeDeps: { exclude: ['zod', 'lowdb', 'steno', 'ws', 'uuid', 'canonicalize'] },
      rolldownOptions: {
        input: {
          main: 'electron/main.ts',
          core: 'electron/core.ts',
          host: 'electron/host.ts',
          reports: 'electron/reports/worker.ts',
          papers: 'electron/reports/papers/worker.ts',
          roster: 'electron/station/roster/worker.ts',
          backup: 'electron/station/backup/worker.ts',
          verify: 'electron/station/verify/worker.ts',
        },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: page,
})
