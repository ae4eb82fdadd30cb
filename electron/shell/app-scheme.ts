import { protocol } from 'electron'
import { contentSecurityPolicy, listPageFiles, type PageFile } from '../station/hosting/page-files.ts'
import { recordingAt, voiceFolder } from '../station/hosting/recording-files.ts'

export const pageOrigin = 'app://station'

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Before the app is ready, once. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** The answer to one request: a file under its exact address, or nothing. */
const answer = (request: Request, fileAt: (path: string) => PageFile | undefined): Response => {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers })
  const path = request.url.startsWith(`${pageOrigin}/`)
    ? (request.url.slice(pageOrigin.length).split(/[?#]/, 1)[0] ?? '')
    : ''
  const file = fileAt(path)
  if (file === undefined) return new Response(null, { status: 404, headers })
  return new Response(new Uint8Array(file.read()), {
    headers: {
      ...headers,
      'Content-Type': file.type,
      'Cache-Control': file.immutable ? 'max-age=31536000, immutable' : 'no-cache',
    },
  })
}

/** Serves the built page as `app://station`, and the village's own recordings from the station's folder. */
export const servePage = (folder: string, dataFolder: string): void => {
  const files = listPageFiles(folder)
  const own = voiceFolder(dataFolder)
  protocol.handle('app', (request) => answer(request, (path) => files.get(path) ?? recordingAt(own, path)))
}
