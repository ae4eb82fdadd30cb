import { maskName } from '../../contract/values.ts'
import { eraseWords } from '../../contract/words/erase.ts'
import { identifyingTypes } from '../../contract/records/index.ts'
import { idsOf } from '../../residents/aliases.ts'
import { forgetResident } from '../../residents/erase.ts'
import { nameOf, numberOf, residentById } from '../../residents/store.ts'
import { writeAudit } from '../../staff/audit.ts'
import { emptyPart, proofOf } from '../../store/emptied.ts'
import type { FieldCipher } from '../../store/field-cipher.ts'
import { openBody } from '../../store/sealed-body.ts'
import type { Tx } from '../../store/tx.ts'
import { currentStream, recordsAbove } from '../../sync/stream.ts'
import type { Parts } from '../parts.ts'
import { markErased, type Erasure } from './erasures.ts'

type EraseParts = Pick<Parts, 'cipher' | 'clock'>

/** Whether the centre still waits for anything that speaks of one of these ids. */
export const waitsForCentre = (tx: Tx, cipher: FieldCipher, ids: readonly string[]): boolean => {
  const stream = currentStream(tx)
  if (stream === undefined) return false
  for (const { body } of recordsAbove(tx, cipher, stream.incarnation, stream.acked))
    if (ids.some((id) => body.includes(id))) return true
  return false
}

interface SealedRow {
  incarnation: string
  sequence: number
  body: string
}

/** Records that name one of these people by number, in whatever stream. */
const namingRecords = (tx: Tx, cipher: FieldCipher, ids: readonly string[]): SealedRow[] =>
  [...identifyingTypes]
    .flatMap((type) =>
      tx.all<SealedRow>(
        `select incarnation, sequence, body from outbox where type = ? and body <> '' order by incarnation, sequence`,
        type,
      ),
    )
    .filter((row) => {
      const text = openBody(cipher, row.body, { table: 'outbox', ...row })
      return ids.some((id) => text.includes(id))
    })

const dropRecovered = (tx: Tx, cipher: FieldCipher, ids: readonly string[]): void => {
  for (const row of tx.all<SealedRow>('select incarnation, sequence, body from recovered_record')) {
    const text = openBody(cipher, row.body, { table: 'recovered_record', ...row })
    if (ids.some((id) => text.includes(id)))
      tx.run(
        'delete from recovered_record where incarnation = ? and sequence = ?',
        row.incarnation,
        row.sequence,
      )
  }
}

const wordPlace = (seq: number): Parameters<FieldCipher['encrypt']>[1] => ({
  table: 'learned_word',
  row: String(seq),
})

/** The keyboard may have learned a name from whoever typed it. */
const dropWords = (tx: Tx, cipher: FieldCipher, names: readonly string[]): void => {
  for (const { seq, sealed } of tx.all<{ seq: number; sealed: Uint8Array }>(
    'select seq, sealed from learned_word',
  )) {
    const word = cipher.decrypt(sealed, wordPlace(seq))
    if (names.some((name) => name !== '' && word.includes(name)))
      tx.run('delete from learned_word where seq = ?', seq)
  }
}

/** Photos stay as rows, since decisions rest on them, and show nothing. */
const blankPhotos = (tx: Tx, cipher: FieldCipher, id: string): void => {
  for (const { photo } of tx.all<{ photo: string }>(
    `select distinct s.photo from claim_step s join claim c on c.id = s.claim
      where c.resident = ? and s.photo is not null`,
    id,
  ))
    tx.run(
      'update photo set sealed = ? where id = ?',
      cipher.seal(Buffer.alloc(0), { table: 'photo', row: photo }),
      photo,
    )
}

/** Answers that are kept to be given again, and what the screen said, hold a masked name. */
const blankAnswers = (tx: Tx, id: string, name: string, nobody: string): void => {
  const [masked, instead] = [JSON.stringify(maskName(name)), JSON.stringify(maskName(nobody))]
  tx.run('delete from command where instr(output, ?) > 0 or instr(output, ?) > 0', id, masked)
  tx.run('update tap set outcome = replace(outcome, ?, ?) where resident = ?', masked, instead, id)
}

/**
 * Takes a person out of the records for good: whatever says who somebody was goes, what was done stays under an id that
 * leads to nobody. Whether it was done; not while the centre waits for anything of this person.
 */
export const erase = (tx: Tx, { cipher, clock }: EraseParts, erasure: Erasure): boolean => {
  const ids = idsOf(tx, erasure.resident)
  if (waitsForCentre(tx, cipher, ids)) return false
  const at = clock.now()
  const nobody = eraseWords.nobody
  const names = ids.map((id) => nameOf(tx, cipher, id))
  const told = [...ids, ...ids.map((id) => numberOf(tx, cipher, id)).filter((number) => number !== '')]
  const records = namingRecords(tx, cipher, ids)
  writeAudit(tx, {
    at,
    actor: erasure.author,
    action: 'people.erased',
    subject: erasure.resident,
    detail: { reason: erasure.reason, approver: erasure.approver, records: records.length },
  })
  const audit = tx.get<{ seq: number }>('select max(seq) as seq from audit')?.seq ?? 0
  for (const { incarnation, sequence } of records) {
    const part = { incarnation, from: sequence, to: sequence }
    emptyPart(tx, part, { why: 'person', ackedAt: at, at, proof: proofOf(tx, part), audit })
  }
  dropRecovered(tx, cipher, told)
  dropWords(tx, cipher, names)
  ids.forEach((id, index) => {
    const birth = residentById(tx, id)?.birth ?? ''
    blankPhotos(tx, cipher, id)
    blankAnswers(tx, id, names[index] ?? '', nobody)
    forgetResident(tx, cipher, { id, birth, nobody })
  })
  markErased(tx, erasure.resident, at)
  return true
}
