import { auditRowsPerPage } from '../../../electron/contract/audit.ts'

/** Rows that fit onto the panel either way. It divides those of one part. */
export const auditRowsShown = 10

/** Which part of the core's list holds a page of the screen, and where in it the page begins. */
export const partOfAudit = (page: number): { part: number; from: number } => {
  const first = page * auditRowsShown
  return { part: Math.floor(first / auditRowsPerPage), from: first % auditRowsPerPage }
}
