import type { PageConnection, PageServer } from '../rpc/serve.ts'
import type { FromCoreProcess, ToCoreProcess } from './core-port.ts'

type PageMessage = Exclude<ToCoreProcess, { kind: 'ping' | 'key' | 'said' }>

/** The core's end of the port to the shell. */
export interface ShellPort {
  on(event: 'message', listener: (event: { data: ToCoreProcess }) => void): unknown
  postMessage(message: FromCoreProcess): void
}

/** Joins the shell's pages to the core. What comes before the core is there waits for it. */
export const listenForPages = (port: ShellPort): { serve(server: PageServer): void } => {
  const pages = new Map<number, PageConnection>()
  const early: PageMessage[] = []
  let server: PageServer | null = null

  const close = (page: number): void => {
    pages.get(page)?.close()
    pages.delete(page)
  }

  const take = (message: PageMessage, to: PageServer): void => {
    switch (message.kind) {
      case 'open': {
        const { page } = message
        close(page)
        const connection = to.connect((toPage) => {
          port.postMessage({ kind: 'message', page, message: toPage })
        })
        pages.set(page, connection)
        return
      }
      case 'message':
        pages.get(message.page)?.receive(message.message)
        return
      case 'close':
        close(message.page)
    }
  }

  port.on('message', ({ data }) => {
    if (data.kind === 'ping') port.postMessage({ kind: 'pong' })
    else if (data.kind === 'key' || data.kind === 'said') return
    else if (server) take(data, server)
    else early.push(data)
  })
  return {
    serve: (started) => {
      server = started
      for (const message of early.splice(0)) take(message, started)
    },
  }
}
