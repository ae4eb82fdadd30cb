import { writeAudit } from '../../staff/audit.ts'
import { brokenLinks, pageOf, pagesOf } from '../../store/chain-walk.ts'
import { cutLog, dropTexts, emptyPart, proofOf, textsStayMs } from '../../store/emptied.ts'
import type { Tx } from '../../store/tx.ts'
import { noteAcknowledged } from '../../sync/stream.ts'
import type { Parts } from '../parts.ts'
import { erase } from './erase.ts'
import { openErasures } from './erasures.ts'
import { compareRecords } from '../verify/records.ts'
import { dueParts, type DuePart } from './rules.ts'

/** Parts of one look: a look keeps the station's one thread for so long. */
const partsPerLook = 4
const commandsPerLook = 2000

export interface SweepDeps {
  parts: Pick<Parts, 'store' | 'cipher' | 'clock' | 'log'>
  /** The time as the centre has it, `null` while nobody can say: a wrong clock must not empty anything. */
  heardNow: () => number | null
}

export interface Sweep {
  /** Erases who was to be erased and now can be. How many. */
  erase: () => number
  /** Empties some of what is due. How many records lost their text; more may be due. */
  look: () => number
}

/** Records that were acknowledged before anybody noted when: their time begins now. */
const noteUnnoted = (tx: Tx, now: number): void => {
  for (const { id, acked } of tx.all<{ id: string; acked: number }>(
    `select i.id, i.acked_sequence as acked from incarnation i
      where i.acked_sequence > coalesce((select max(sequence) from acknowledged where incarnation = i.id), 0)`,
  ))
    noteAcknowledged(tx, id, acked, now)
}

/** A text that is not what was hashed, or not what the ledger says, is evidence: it stays. */
const isWhole = ({ cipher }: SweepDeps['parts'], tx: Tx, part: DuePart): boolean =>
  pagesOf(part).every((piece) => brokenLinks(tx, cipher, piece, pageOf(tx, piece)).length === 0) &&
  compareRecords(tx, part).found.length === 0

const empty = (tx: Tx, { incarnation, from, to, ackedAt }: DuePart, now: number): void => {
  const proof = proofOf(tx, { incarnation, from, to })
  const detail = { incarnation, from, to, proof: Buffer.from(proof).toString('hex') }
  writeAudit(tx, { at: now, actor: 'station', action: 'records.emptied', subject: '', detail })
  const audit = tx.get<{ seq: number }>('select max(seq) as seq from audit')?.seq ?? 0
  emptyPart(tx, { incarnation, from, to }, { why: 'old', ackedAt, at: now, proof, audit })
}

/** Answers to commands, and what a centre gave back of a lost stream: they name people, and nobody asks for them again. */
const dropOld = (tx: Tx, now: number): void => {
  tx.run(
    'delete from command where id in (select id from command where at < ? order by at limit ?)',
    now - textsStayMs,
    commandsPerLook,
  )
  tx.run('delete from recovered_record where at < ?', now - textsStayMs)
}

/** Lets go of texts that nobody needs any more, a little at a time. Killed anywhere, the next look goes on. */
export const createSweep = ({ parts, heardNow }: SweepDeps): Sweep => {
  const { store, log } = parts
  let isFirst = true

  /** A copy that was laid over damaged records may have brought texts back. */
  const dropAgain = (tx: Tx): void => {
    for (const { incarnation, from_sequence: from, to_sequence: to } of tx.all<{
      incarnation: string
      from_sequence: number
      to_sequence: number
    }>('select incarnation, from_sequence, to_sequence from emptied'))
      dropTexts(tx, { incarnation, from, to })
  }

  const emptyOne = (part: DuePart, now: number): number =>
    store.transaction((tx) => {
      if (!isWhole(parts, tx, part)) {
        const { incarnation, from, to } = part
        log.error('records keep their texts: they are not what was hashed', { incarnation, from, to })
        return 0
      }
      empty(tx, part, now)
      return part.to - part.from + 1
    })

  return {
    erase: () => {
      const erased = store
        .read(openErasures)
        .filter((erasure) => store.transaction((tx) => erase(tx, parts, erasure))).length
      if (erased > 0) cutLog(store)
      return erased
    },
    look: () => {
      const now = heardNow()
      if (now === null) return 0
      store.transaction((tx) => {
        noteUnnoted(tx, now)
        dropOld(tx, now)
        if (isFirst) dropAgain(tx)
      })
      isFirst = false
      let emptied = 0
      for (let count = 0; count < partsPerLook; count++) {
        const [part] = store.read((tx) => dueParts(tx, now))
        const done = part === undefined ? 0 : emptyOne(part, now)
        if (done === 0) break
        emptied += done
      }
      if (emptied > 0) cutLog(store)
      if (emptied > 0) log.info('texts of old records let go', { records: emptied })
      return emptied
    },
  }
}
