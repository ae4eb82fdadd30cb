import vue from '@vitejs/plugin-vue'
import type { Plugin, UserConfig } from 'vite'

/** Every browser that runs the kiosk reads woff2: the font's second format would only double the build. */
const woff2Only: Plugin = {
  name: 'woff2-only',
  enforce: 'pre',
  transform: {
    filter: { id: /@fontsource.*\.css$/ },
    handler: (code) => code.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, ''),
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
    rolldownOptions: { input: 'renderer/index.html' },
  },
  plugins: [woff2Only, vue()],
  server: toStation(process.env.STATION_URL, process.env.STATION_KEY),
} satisfies UserConfig

export default page
