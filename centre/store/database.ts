/** What the statements run on: a pool, a single connection or an open transaction. */
export interface Queries {
  /** Rows of one statement. Integers of eight bytes come as numbers, text as strings. */
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>
  /** Runs several statements without parameters. */
  script(sql: string): Promise<void>
}

/**
 * The little that the centre asks of a database. Both adapters take the same SQL and give the same
 * values, so a third one (KingbaseES, a Citus coordinator) is a copy of `postgres.ts`.
 */
export interface Database extends Queries {
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects.
   * A rejection of the commit itself means that the outcome is unknown.
   */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const sqlState = (error: unknown): string | undefined => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Two processes that create the same table at the same moment: one of them sees one of these. */
export const isRaceOfCreators = (error: unknown): boolean =>
  ['23505', '42P07', '42710'].includes(sqlState(error) ?? '')

/** Two transactions that waited for each other: the database ended this one, which may simply be repeated. */
export const isDeadlock = (error: unknown): boolean => sqlState(error) === '40P01'

/** A short name of a database error without its text, which may quote values. */
export const databaseErrorCode = (error: unknown): string =>
  sqlState(error) ?? (error instanceof Error ? error.name : 'unknown')
