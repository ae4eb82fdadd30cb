import { createHmac, randomInt } from 'node:crypto'
import type { Tx } from '../store/tx.ts'

const digits = 25

/** 83 bits: nobody guesses one, so it needs no slow hash. */
export const makeCode = (): string => Array.from({ length: digits }, () => String(randomInt(10))).join('')

/** Without the pepper, which is not in the database, nothing there says what a code was. */
const hashOf = (pepper: Uint8Array, code: string): Buffer =>
  createHmac('sha256', pepper).update(`recovery code ${code}`, 'utf8').digest()

/** Keeps these codes; those of before that nobody used are good no more. */
export const replaceCodes = (
  tx: Tx,
  pepper: Uint8Array,
  { codes, at }: { codes: readonly string[]; at: number },
): void => {
  tx.run('delete from recovery_code where used_at is null')
  for (const code of codes)
    tx.run('insert into recovery_code (hash, made_at) values (?, ?)', hashOf(pepper, code), at)
}

export const codesLeft = (tx: Tx): number =>
  tx.get<{ n: number }>('select count(*) as n from recovery_code where used_at is null')?.n ?? 0

/** Whether the code is one that nobody has used. */
export const isGoodCode = (tx: Tx, pepper: Uint8Array, code: string): boolean =>
  tx.get('select 1 as found from recovery_code where hash = ? and used_at is null', hashOf(pepper, code)) !==
  undefined

/** Uses a code up. Whether it was still good. */
export const useCode = (
  tx: Tx,
  pepper: Uint8Array,
  { code, account, at }: { code: string; account: string; at: number },
): boolean =>
  tx.run(
    'update recovery_code set used_at = ?, used_for = ? where hash = ? and used_at is null',
    at,
    account,
    hashOf(pepper, code),
  ).changes === 1
