import type { z } from 'zod'
import type { Audience, CallName, Calls } from '../contract/calls.ts'
import type { Push, PushName } from '../contract/pushes.ts'

/** One connection of a page. Rights of staff are bound to it and end with it. */
export type PageId = string

/** Every call has a handler, or this does not compile. Input and output are parsed by `servePages`. */
export type Handlers = {
  [N in CallName]: (
    input: z.output<Calls[N]['input']>,
    page: PageId,
  ) => z.input<Calls[N]['output']> | Promise<z.input<Calls[N]['output']>>
}

/** What a core offers to pages. */
export interface PageService {
  /** Changes with every start. */
  readonly boot: string
  readonly app: string
  readonly handlers: Handlers
  /** Whether the caller is one of `audience` now. Asked for every call. */
  isAdmitted(audience: Audience, page: PageId): boolean
  /** What this page may see. */
  snapshot<N extends PushName>(name: N, page: PageId): Push<N>
  /** Called when a snapshot changed. Returns the function that ends the subscription. */
  onChanged(listener: (name: PushName) => void): () => void
  /** The connection ended. */
  pageClosed(page: PageId): void
}
