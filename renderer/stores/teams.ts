import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import type { FoundPerson } from '../../electron/contract/staff.ts'
import type { TeamRow } from '../../electron/contract/teams-calls.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { useDesk } from './desk.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

/** One team with a page of its members. */
export type TeamShown = CallOutput<'teams.open'> & { team: string; page: number }

/** What a picture of the pages is made of. */
export interface TeamsPicture {
  list?: readonly TeamRow[]
  shown?: TeamShown
  full?: boolean
}

/** Teams of volunteers, as staff keep them. */
export const useTeams = defineStore('teams', () => {
  const staff = useStaff()
  const desk = useDesk()
  const list = shallowRef<readonly TeamRow[] | null>(null)
  const shown = shallowRef<TeamShown | null>(null)
  const failed = ref(false)
  /** Whoever was chosen last is in five teams already. */
  const full = ref(false)
  const busy = ref(false)
  const newest = createNewest()
  const newestTeam = createNewest()

  const load = async (): Promise<void> => {
    const answer = await newest(staff.attempt('teams.list', {}))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) list.value = answer.teams
  }

  const open = async (team: string, page: number): Promise<void> => {
    if (shown.value?.team !== team) shown.value = null
    const answer = await newestTeam(staff.attempt('teams.open', { team, page }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) shown.value = { ...answer, team, page }
  }

  const change = async (
    call: 'teams.add' | 'teams.remove',
    team: string,
    { id, person }: FoundPerson,
  ): Promise<void> => {
    if (busy.value) return
    busy.value = true
    full.value = false
    const done = await staff.attemptQuietly(call, { team, resident: id }, (code) => {
      if (code === 'conflict') full.value = true
      else desk.fail(code)
    })
    busy.value = false
    if (done === null) return
    desk.say(call === 'teams.add' ? words.teams.added(person.name) : words.teams.removed(person.name))
    await open(team, shown.value?.page ?? 0)
    const page = shown.value
    // The last one of the last page is gone.
    if (page !== null && page.page > 0 && page.people.length === 0) await open(team, page.page - 1)
  }

  const forget = (): void => {
    full.value = false
  }

  const add = (team: string, person: FoundPerson): Promise<void> => change('teams.add', team, person)
  const remove = (team: string, person: FoundPerson): Promise<void> => change('teams.remove', team, person)

  const put = (picture: TeamsPicture): void => {
    list.value = picture.list ?? null
    shown.value = picture.shown ?? null
    full.value = picture.full ?? false
  }

  return { list, shown, failed, full, busy, load, open, add, remove, forget, put }
})
