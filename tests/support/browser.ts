import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser, quietFlags, sandboxFlags } from '../../electron/launch/browser.mjs'

/** A Chromium as the end-to-end tests use it, for programs that are no tests. */
export const startBrowser = (): Promise<Browser> => {
  const executablePath = findBrowser()
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: sandboxFlags().length === 0,
    args: [...quietFlags, ...sandboxFlags()],
  })
}

export const openKioskPage = (browser: Browser, { hasTouch = false } = {}): Promise<Page> =>
  browser.newPage({
    viewport: { width: 1080, height: 1920 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch,
  })
