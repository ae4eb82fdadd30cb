import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { UserConfig } from 'vite'

/** Every browser that runs the kiosk reads woff2: the fonts' second format would only double the build. */
const woff2Only = {
  postcssPlugin: 'woff2-only',
  Declaration: {
    src: (declaration: { value: string }) => {
      declaration.value = declaration.value.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, '')
    },
  },
}

/** Only for `dev`: the way from the page's own server to a station that runs beside it, past the station's gate. */
const toStation = (url: string | undefined, key: string | undefined): NonNullable<UserConfig['server']> =>
  url === undefined || key === undefined
    ? {}
    : {
        proxy: {
          '/socket': {
            target: url,
            ws: true,
            changeOrigin: true,
            headers: { origin: url },
            rewrite: () => `/socket?key=${key}`,
          },
        },
      }

/** The page: for the build, and for `dev` and `gallery`, which serve it by themselves. */
export const page = {
  root: 'renderer',
  publicDir: '../resources',
  build: {
    minify: true,
    // Fonts as `data:` addresses would break the page's content policy.
    assetsInlineLimit: 0,
    // Absolute: the build and the development server take a relative one from different folders.
    rolldownOptions: {
      input: fileURLToPath(new URL('renderer/index.html', import.meta.url)),
      checks: { bundlerTimings: false },
      // zod is told not to probe for `eval` in the file that it comes in: no schema of any other exists before.
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|zod-jitless/ }] } },
    },
  },
  css: { postcss: { plugins: [woff2Only] } },
  // Static parts as text would be set by `innerHTML`, which the page's content policy forbids.
  plugins: [vue({ template: { compilerOptions: { hoistStatic: false } } })],
  server: toStation(process.env.STATION_URL, process.env.STATION_KEY),
} satisfies UserConfig

export default page
