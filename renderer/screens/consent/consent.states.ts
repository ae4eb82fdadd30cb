import { shown, type PageStates } from '../../gallery/page-state.ts'

const consent = {
  name: 'consent',
  question: 'scoring',
  afterEvent: true,
  points: null,
  agreed: false,
  asked: null,
  failed: false,
} as const

export const states: PageStates = {
  'consent-scoring': shown(consent),
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
