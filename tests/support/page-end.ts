import type { ToPage } from '../../electron/contract/messages.ts'

/** Keeps messages until somebody asks for them. */
export interface Inbox {
  received: ToPage[]
  put(message: ToPage): void
  next(isWanted: (message: ToPage) => boolean): Promise<ToPage>
}

export const createInbox = (): Inbox => {
  const received: ToPage[] = []
  const waiting = new Set<{ isWanted: (message: ToPage) => boolean; resolve: (message: ToPage) => void }>()
  return {
    received,
    put: (message) => {
      received.push(message)
      for (const waiter of [...waiting]) {
        if (!waiter.isWanted(message)) continue
        waiting.delete(waiter)
        waiter.resolve(message)
      }
    },
    next: (isWanted) => {
      const found = received.find(isWanted)
      return found === undefined
        ? new Promise((resolve) => waiting.add({ isWanted, resolve }))
        : Promise.resolve(found)
    },
  }
}
