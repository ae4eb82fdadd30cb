import {
  neededSteps,
  setupSteps,
  type SetupRefusal,
  type SetupStep,
  type StepState,
} from '../../contract/setup.ts'
import type { Role } from '../../contract/staff.ts'
import { isWeakPin } from '../../staff/rules.ts'

/** First two digits of a division code, GB/T 2260. */
const provinces =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  )

/** Why this cannot be a station's code: division, village and station number, twelve digits. */
export const refuseCode = (code: string): SetupRefusal | null => {
  if (!/^\d{12}$/.test(code)) return 'codeLength'
  if (/^0+$/.test(code) || code.endsWith('000')) return 'codeUnassigned'
  return provinces.includes(code.slice(0, 2)) ? null : 'codeDivision'
}

const longestName = 20

/** Why this cannot be a name on the screen. An emoji, or a sign that nobody sees, is none. */
export const refuseName = (name: string): SetupRefusal | null => {
  const trimmed = name.trim()
  if (trimmed === '') return 'nameEmpty'
  if (/[\p{Extended_Pictographic}\p{Regional_Indicator}\p{C}]/u.test(trimmed)) return 'nameLetters'
  return trimmed.length > longestName ? 'nameLong' : null
}

/** Why this person cannot be entered. */
export const refuseStaff = (
  person: { name: string; roles: readonly Role[]; pin: string },
  station: { code: string; names: readonly string[] },
): SetupRefusal | null => {
  const name = refuseName(person.name)
  if (name !== null) return name
  if (station.names.includes(person.name.trim())) return 'nameTaken'
  if (person.roles.length === 0) return 'noRole'
  return isWeakPin(person.pin, station.code) ? 'pinWeak' : null
}

/** Somebody must be there who signs people in, and somebody who can come back to these pages. */
export const refuseTeam = (staff: readonly { roles: readonly Role[] }[]): SetupRefusal | null => {
  const held = new Set(staff.flatMap(({ roles }) => roles))
  if (!held.has('clerk') && !held.has('head')) return 'noStaff'
  return held.has('technician') || held.has('head') ? null : 'noTechnician'
}

/** The centre's address as it is asked; `null` for what is none. */
export const addressOf = (text: string): string | null => {
  const typed = text.trim()
  const url = URL.parse(/^https?:/i.test(typed) ? typed : `https://${typed}`)
  const isPlain = url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === ''
  return isPlain && typed !== '' ? url.href.replace(/\/+$/, '') : null
}

/** Pairing tokens are made of letters and digits, with lines between. */
export const isToken = (text: string): boolean => /^[0-9A-Za-z_-]{4,200}$/.test(text)

export type StepMarks = Readonly<Partial<Record<SetupStep, 'done' | 'later'>>>

export const stepsOf = (marks: StepMarks): Record<SetupStep, StepState> =>
  Object.fromEntries(setupSteps.map((step) => [step, marks[step] ?? 'open'])) as Record<SetupStep, StepState>

/** Whether the station may open: the rest can be done later. */
export const isReadyToOpen = (marks: StepMarks): boolean =>
  neededSteps.every((step) => marks[step] === 'done')
