import { defineConfig } from '@playwright/test'
import { findBrowser, quietFlags, sandboxFlags } from './electron/launch/browser.mjs'

const executablePath = findBrowser()

const screens = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
}

/** `npm run e2e` runs these as well; `npm test` has no time for what another test shows in part. */
const leftToE2e =
  process.env.E2E_SHORT === undefined
    ? []
    : [
        '**/staff/setup.spec.ts',
        '**/staff/last-place.spec.ts',
        '**/look/album.spec.ts',
        '**/staff/events.spec.ts',
        '**/pictures/**',
      ]

/** How the panel hangs makes no difference to these, or it is looked at when asked for: `npm run e2e -- look`. */
const inOneOrientation = [
  ...(process.env.E2E_PART === 'look' ? [] : ['**/look/measure.spec.ts', '**/look/ways.spec.ts']),
  '**/gallery.spec.ts',
  '**/look/measure-bites.spec.ts',
  '**/look/photo.spec.ts',
  '**/look/nobody-there.spec.ts',
  '**/crowd/**',
  '**/resident/leave-early.spec.ts',
  '**/resident/clock-trouble.spec.ts',
  '**/resident/to-the-database.spec.ts',
  '**/faults/**',
  '**/credit/**',
  '**/resident/calendar.spec.ts',
  '**/resident/notices.spec.ts',
  '**/resident/attract.spec.ts',
  '**/resident/activities.spec.ts',
  '**/resident/english.spec.ts',
  '**/centre/**',
  '**/staff/**',
  '**/resident/not-me.spec.ts',
  '**/resident/choose.spec.ts',
  '**/resident/voice.spec.ts',
  '**/look/said.spec.ts',
  '**/resident/other-starts.spec.ts',
  '**/demonstration.spec.ts',
  '**/tour.spec.ts',
  '**/look/tasks.spec.ts',
]

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: true,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      chromiumSandbox: sandboxFlags().length === 0,
      args: [...quietFlags, ...sandboxFlags()],
    },
  },
  projects: Object.entries(screens).map(([name, viewport]) => ({
    name,
    use: { viewport },
    testIgnore: [...leftToE2e, ...(name === 'landscape' ? inOneOrientation : [])],
  })),
})
