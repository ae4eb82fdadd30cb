import type { CardKind } from '../../contract/records/index.ts'
import type { RowFaultCode } from '../../contract/roster.ts'
import { birthDigits18, isNumber18 } from '../../reader/sam/id-number.ts'
import { isDay } from './judge-birth.ts'

/** What an identity number says of its holder. */
export interface NumberFacts {
  idNumber: string
  kind: CardKind
  birth: string
  sexCode: '1' | '2'
}

/** As cards write it: no blanks, capital X, and without the mark that makes it text in a spreadsheet. */
export const cleanNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s'‘’]/g, '')
    .toUpperCase()

const length = 18

const misshapen = (number: string): RowFaultCode | null => {
  if (/^\d+(\.\d+)?E\+?\d+$/.test(number)) return 'idFigure'
  if (/^[A-Z<]/.test(number)) return 'idForeign'
  if (!/^\d*X?$/.test(number)) return 'idOdd'
  if (/^\d{15}$/.test(number)) return 'idOld'
  if (number.length < length) return 'idShort'
  return number.length > length ? 'idLong' : null
}

/** Numbers of permits begin with digits of their own. */
const kindOf = (number: string): CardKind =>
  number.startsWith('9') ? 'foreigner2023' : /^8[123]/.test(number) ? 'hmt' : 'resident'

/** GB 11643 with its check character and a birth that was a day; a fault says what is wrong. */
export const judgeNumber = (number: string): NumberFacts | RowFaultCode => {
  const wrong = misshapen(number)
  if (wrong !== null) return wrong
  const digits = birthDigits18(number)
  const birth = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  if (!isDay(birth)) return 'idBirth'
  if (!isNumber18(number)) return 'idCheck'
  return {
    idNumber: number,
    kind: kindOf(number),
    birth,
    sexCode: Number(number[16]) % 2 === 1 ? '1' : '2',
  }
}
