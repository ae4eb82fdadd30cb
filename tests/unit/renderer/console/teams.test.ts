import { expect, test } from 'vitest'
import { useTeams } from '../../../../renderer/stores/teams.ts'
import { clerk, found, openConsole } from '../../../support/console-page.ts'

const open = () => {
  const page = openConsole()
  page.say(clerk)
  return { ...page, teams: useTeams() }
}
const six = ['31', '32', '33', '34', '35', '36'].map(found)

test('somebody who joins is said to, and the page of members is asked for again', async () => {
  const { teams, answer, last, desk } = open()
  void teams.open('T', 0)
  await answer('teams.open', { members: 6, coming: 1, people: six })
  void teams.add('T', found('41'))
  expect(last('teams.add').input).toMatchObject({ team: 'T', resident: found('41').id })
  await answer('teams.add', {})
  expect(desk.note).toMatchObject({ kind: 'done' })
  await answer('teams.open', { members: 7, coming: 1, people: six })
  expect(teams.shown).toMatchObject({ team: 'T', page: 0, members: 7 })
})

test('who is in five teams already stays where the page says so, until the next try', async () => {
  const { teams, answer, fail, desk } = open()
  void teams.add('T', found('41'))
  await fail('teams.add', 'conflict')
  expect(teams.full).toBe(true)
  expect(desk.note).toBeNull()
  void teams.add('T', found('42'))
  expect(teams.full).toBe(false)
  await answer('teams.add', {})
})

test('when the last one of the last page leaves, the page before comes', async () => {
  const { teams, answer, last } = open()
  void teams.open('T', 1)
  await answer('teams.open', { members: 7, coming: 0, people: [found('41')] })
  void teams.remove('T', found('41'))
  await answer('teams.remove', {})
  await answer('teams.open', { members: 6, coming: 0, people: [] })
  expect(last('teams.open').input).toEqual({ team: 'T', page: 0 })
  await answer('teams.open', { members: 6, coming: 0, people: six })
  expect(teams.shown).toMatchObject({ page: 0, people: six })
})

test('another team never shows the members of the one before', async () => {
  const { teams, answer, fail } = open()
  void teams.open('T', 0)
  await answer('teams.open', { members: 6, coming: 1, people: six })
  void teams.open('U', 0)
  expect(teams.shown).toBeNull()
  await fail('teams.open', 'internal')
  expect(teams.failed).toBe(true)
})
