/** Every way in which the centre says no, with its HTTP status. */
const statuses = {
  malformed: 400,
  'digest-mismatch': 400,
  'hash-mismatch': 400,
  'token-unknown': 401,
  'token-expired': 401,
  revoked: 403,
  'not-yours': 403,
  'not-found': 404,
  gap: 409,
  fork: 409,
  'too-large': 413,
  'unsupported-encoding': 415,
  schema: 422,
  internal: 500,
  overloaded: 503,
  maintenance: 503,
} as const

export type ProblemType = keyof typeof statuses

/**
 * An answer other than success, as RFC 9457 wants it. `detail` is English for whoever debugs a client and
 * never quotes what was sent. `retryAfterMs` also becomes the header Retry-After, in whole seconds.
 */
export class Problem extends Error {
  readonly type: ProblemType
  readonly status: number
  readonly members: Readonly<Record<string, string | number>>

  constructor(type: ProblemType, detail: string, members: Readonly<Record<string, string | number>> = {}) {
    super(detail)
    this.name = 'Problem'
    this.type = type
    this.status = statuses[type]
    this.members = members
  }

  get headers(): Record<string, string> {
    const { retryAfterMs } = this.members
    return {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(typeof retryAfterMs === 'number'
        ? { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }
        : {}),
      ...(this.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    }
  }

  get body(): string {
    return JSON.stringify({
      type: `urn:wmsj:problem:${this.type}`,
      title: this.type,
      status: this.status,
      detail: this.message,
      ...this.members,
    })
  }
}
