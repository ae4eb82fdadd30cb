import { beforeEach, describe, expect, it } from 'vitest'
import { calls, type CallOutput } from '../../../../electron/contract/calls.ts'
import { standardTeams } from '../../../../electron/residents/teams.ts'
import { peopleAt } from '../../../support/desk-people.ts'
import { openDeskWithClerk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: Awaited<ReturnType<typeof openDeskWithClerk>>

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const { open, describePerson } = peopleAt(() => rig)

const teams = (): CallOutput<'people.teams'>['teams'] =>
  calls['people.teams'].output.parse(rig.handlers['people.teams']({}, rig.page)).teams
const members = (team: string, page = 0): CallOutput<'people.team'> =>
  calls['people.team'].output.parse(rig.handlers['people.team']({ team, page }, rig.page))
const enter = (resident: string, team: string, commandId = rig.newId()): void => {
  void rig.handlers['people.joinTeam']({ commandId, resident, team }, rig.page)
}
const leave = (resident: string, team: string): void => {
  void rig.handlers['people.leaveTeam']({ commandId: rig.newId(), resident, team }, rig.page)
}
const last = () => rig.audit().at(-1)

it('a station knows the eight standard teams, and no two of a name', () => {
  expect(teams()).toEqual(standardTeams.map((team) => ({ team, members: 0 })))
  expect(new Set(standardTeams).size).toBe(8)
})

describe('who is in a team', () => {
  it('is listed masked, and that somebody looked is noted', () => {
    const resident = rig.person({ name: '王秀兰' })
    enter(resident, '锣鼓队')
    expect(last()).toMatchObject({
      action: 'people.teamJoined',
      subject: resident,
      detail: { team: '锣鼓队' },
    })
    expect(members('锣鼓队')).toMatchObject({
      total: 1,
      people: [{ id: resident, person: { name: '王*兰' } }],
    })
    expect(last()).toMatchObject({ action: 'people.teamOpened', detail: { team: '锣鼓队', page: 0 } })
    expect(teams().at(-1)).toEqual({ team: '锣鼓队', members: 1 })
    expect(open(resident).person.teams).toEqual(['锣鼓队'])
  })

  it('is not there any more after leaving; a team of the village’s own goes with its last member', () => {
    const resident = rig.person()
    enter(resident, '锣鼓队')
    leave(resident, '锣鼓队')
    expect(last()).toMatchObject({ action: 'people.teamLeft', subject: resident })
    expect(members('锣鼓队').total).toBe(0)
    expect(teams()).toHaveLength(8)
  })

  it('stands once, however often somebody is entered, and nothing is noted twice', () => {
    const resident = rig.person()
    enter(resident, '锣鼓队')
    enter(resident, '锣鼓队')
    expect(members('锣鼓队').total).toBe(1)
    expect(rig.audit().filter(({ action }) => action === 'people.teamJoined')).toHaveLength(1)
  })

  it('comes in pages', () => {
    for (let order = 0; order < 23; order += 1)
      enter(rig.person({ idNumber: syntheticNumber('1950-03-07', order) }), '净滩队')
    expect(members('净滩队')).toMatchObject({ total: 23 })
    expect(members('净滩队').people).toHaveLength(20)
    expect(members('净滩队', 1).people).toHaveLength(3)
    expect(members('净滩队', 2).people).toEqual([])
  })
})

describe('is refused, and writes nothing', () => {
  it('a sixth team', () => {
    const resident = rig.person()
    describePerson(resident, { teams: standardTeams.slice(0, 5) })
    const before = rig.everything()
    expect(() => {
      enter(resident, '锣鼓队')
    }).toThrow(errorWith('conflict', { because: 'teamsMost' }))
    expect(rig.everything()).toBe(before)
  })

  it('somebody whom nobody knows', () => {
    const before = rig.everything()
    expect(() => {
      enter(rig.newId(), '锣鼓队')
    }).toThrow(errorWith('notFound'))
    expect(() => {
      leave(rig.newId(), '锣鼓队')
    }).toThrow(errorWith('notFound'))
    expect(rig.everything()).toBe(before)
  })

  it.each(['', '  ', '长'.repeat(21)])('a team called %j', (team) => {
    const input = { commandId: rig.newId(), resident: rig.newId(), team }
    expect(calls['people.joinTeam'].input.safeParse(input).success).toBe(false)
  })
})
