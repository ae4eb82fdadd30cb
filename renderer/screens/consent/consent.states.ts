import { shown, type PageStates } from '../../gallery/page-state.ts'

const consent = {
  name: 'consent',
  question: 'scoring',
  lead: 'checkedIn',
  points: null,
  agreed: false,
  asked: null,
  failed: false,
} as const

export const states: PageStates = {
  'consent-scoring': shown(consent),
  'consent-after-crowd': shown({ ...consent, lead: 'missed' }),
  'consent-after-sign-out': shown({ ...consent, lead: 'checkedOut' }),
  'consent-failed': shown({ ...consent, failed: true }),
  'consent-sharing': shown({ ...consent, question: 'sharing' }),
  'consent-sharing-points': shown({
    ...consent,
    question: 'sharing',
    points: { added: 50, balance: 50 },
    agreed: true,
  }),
  'consent-thanks': shown({ name: 'thanks', points: { added: 50, balance: 50 }, scoring: true }),
  'consent-thanks-plain': shown({ name: 'thanks', points: null, scoring: false }),
}
