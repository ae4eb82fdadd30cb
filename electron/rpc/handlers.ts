import type { z } from 'zod'
import type { Audience, CallName, Calls } from '../contract/calls.ts'
import type { Push, PushName } from '../contract/pushes.ts'

/** Every call has a handler, or this does not compile. Input and output are parsed by `servePages`. */
export type Handlers = {
  [N in CallName]: (
    input: z.output<Calls[N]['input']>,
  ) => z.input<Calls[N]['output']> | Promise<z.input<Calls[N]['output']>>
}

/** What a core offers to pages. */
export interface PageService {
  /** Changes with every start. */
  readonly boot: string
  readonly app: string
  readonly handlers: Handlers
  /** Whether the caller is one of `audience` now. Asked for every call. */
  isAdmitted(audience: Audience): boolean
  snapshot<N extends PushName>(name: N): Push<N>
  /** Called when a snapshot changed. Returns the function that ends the subscription. */
  onChanged(listener: (name: PushName) => void): () => void
}
