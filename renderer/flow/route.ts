import type { Flow, Shown } from '../flow-state.ts'
import { crowdTap } from './times.ts'

export type RouteName =
  | 'home'
  | 'attract'
  | 'calendar'
  | 'notices'
  | 'result'
  | 'choose'
  | 'crowd'
  | 'consent'
  | 'credit'
  | 'setup'
  | 'safe'

const resultRoute = (flow: Flow, { tap, act }: Extract<Shown, { name: 'result' }>): RouteName => {
  if (crowdTap(flow)) return 'crowd'
  return tap.outcome.kind === 'chooseEvent' && act?.kind !== 'notMe' ? 'choose' : 'result'
}

/** The page's route for a state. */
export const routeOf = (flow: Flow): RouteName => {
  if (flow.safe) return 'safe'
  if (flow.shown.name === 'result') return resultRoute(flow, flow.shown)
  const { name } = flow.shown
  if (name === 'credit' || name === 'calendar' || name === 'notices') return name
  if (name !== 'home' && name !== 'attract') return 'consent'
  if (flow.mode === 'setup') return 'setup'
  return flow.crowd ? 'crowd' : name
}
