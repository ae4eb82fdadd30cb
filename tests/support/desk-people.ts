import { calls, type CallInput, type CallOutput } from '../../electron/contract/calls.ts'
import { personDetails, type PersonDetails } from '../../electron/contract/staff.ts'
import type { openDeskWithClerk } from './desk-rig.ts'

type Rig = Awaited<ReturnType<typeof openDeskWithClerk>>

/** What a clerk does with people, over the rig of the test that runs. */
export const peopleAt = (
  rig: () => Rig,
): {
  find: (query: string) => CallOutput<'people.find'>
  /** Ids of who is found. */
  ids: (query: string) => string[]
  open: (resident: string) => PersonDetails
  /** Somebody without a card; returns the id. */
  add: (change?: Partial<CallInput<'people.addProvisional'>>) => string
  describePerson: (resident: string, change: Partial<CallInput<'people.describe'>>) => void
  /** By hand, by one clerk. */
  enter: (event: string, resident: string) => Promise<void>
} => {
  const find = (query: string): CallOutput<'people.find'> => {
    const found = rig().handlers['people.find']({ query }, rig().page) as CallOutput<'people.find'>
    return calls['people.find'].output.parse(found)
  }
  const ids = (query: string): string[] => find(query).people.map(({ id }) => id)

  const open = (resident: string): PersonDetails =>
    personDetails.parse(rig().handlers['people.open']({ resident }, rig().page))

  const add = (change: Partial<CallInput<'people.addProvisional'>> = {}): string => {
    const input = {
      commandId: rig().newId(),
      name: '王秀兰',
      birthYear: 1945,
      sex: 'female',
      ...change,
    } as const
    return (rig().handlers['people.addProvisional'](input, rig().page) as CallOutput<'people.addProvisional'>)
      .resident
  }

  const describePerson = (resident: string, change: Partial<CallInput<'people.describe'>>): void => {
    void rig().handlers['people.describe'](
      { commandId: rig().newId(), resident, volunteerNo: null, teams: [], ...change },
      rig().page,
    )
  }

  const enter = async (event: string, resident: string): Promise<void> => {
    await rig().handlers['attendance.checkInByHand'](
      { commandId: rig().newId(), event, residents: [resident], reason: 'noCard', approval: null },
      rig().page,
    )
  }

  return { find, ids, open, add, describePerson, enter }
}
