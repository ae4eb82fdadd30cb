import { beforeEach, describe, expect, it } from 'vitest'
import { calls, type CallOutput } from '../../../../electron/contract/calls.ts'
import { standardTeams } from '../../../../electron/residents/teams.ts'
import { peopleAt } from '../../../support/desk-people.ts'
import { openDeskWithClerk } from '../../../support/desk-rig.ts'
import { errorWith } from '../../../support/test-store.ts'

let rig: Awaited<ReturnType<typeof openDeskWithClerk>>

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const { add, describePerson, open } = peopleAt(() => rig)

const list = (): CallOutput<'teams.list'>['teams'] =>
  calls['teams.list'].output.parse(rig.handlers['teams.list']({}, rig.page)).teams
/** Beside the standard teams. */
const own = (): CallOutput<'teams.list'>['teams'] =>
  list().filter(({ team }) => !standardTeams.includes(team))
const openTeam = (team: string, page = 0): CallOutput<'teams.open'> =>
  calls['teams.open'].output.parse(rig.handlers['teams.open']({ team, page }, rig.page))
const join = (team: string, resident: string, commandId = rig.newId()): void => {
  void rig.handlers['teams.add']({ commandId, team, resident }, rig.page)
}
const leave = (team: string, resident: string): void => {
  void rig.handlers['teams.remove']({ commandId: rig.newId(), team, resident }, rig.page)
}

describe('teams', () => {
  it('are eight at every station, before anybody is in one', () => {
    expect(list()).toEqual(standardTeams.map((team) => ({ team, members: 0, coming: 0 })))
    expect(new Set(standardTeams).size).toBe(8)
  })

  it('are listed with who is in them and what is planned for them, those without anybody too', () => {
    rig.addEvent({ team: '净滩队', startsAt: rig.clock.now() + 60_000 })
    rig.addEvent({ team: '净滩队', startsAt: rig.clock.now() + 120_000, status: 'cancelled' })
    for (const resident of [rig.person(), rig.person()]) join('巧厨娘', resident)
    expect(own()).toEqual([
      { team: '净滩队', members: 0, coming: 1 },
      { team: '巧厨娘', members: 2, coming: 0 },
    ])
  })

  it('show their members by the letters of their names, six at a time', () => {
    const names = ['王秀兰', '丛花', '毕胜', '于海', '李强', '单田芳', '鞠国']
    for (const name of names) join('净滩队', rig.person({ name }))
    expect(openTeam('净滩队').people.map(({ person }) => person.name)).toEqual([
      '毕*',
      '丛*',
      '单*芳',
      '鞠*',
      '李*',
      '王*兰',
    ])
    expect(openTeam('净滩队', 1).people.map(({ person }) => person.name)).toEqual(['于*'])
    expect(openTeam('净滩队', 1).members).toBe(7)
    expect(openTeam('没有的队')).toEqual({ members: 0, coming: 0, people: [] })
  })

  it('take somebody in once, and let go again; the audit names neither person nor team', () => {
    const resident = rig.person()
    const commandId = rig.newId()
    join('净滩队', resident, commandId)
    join('净滩队', resident, commandId)
    join('净滩队', resident)
    expect(open(resident).person.teams).toEqual(['净滩队'])
    leave('净滩队', resident)
    leave('净滩队', resident)
    expect(open(resident).person.teams).toEqual([])
    expect(own()).toEqual([])
    const acts = rig.audit().filter(({ action }) => action === 'teams.added' || action === 'teams.removed')
    expect(acts).toEqual([
      { actor: rig.clerk, action: 'teams.added', subject: resident, detail: { teams: 1 } },
      { actor: rig.clerk, action: 'teams.removed', subject: resident, detail: { teams: 0 } },
    ])
  })

  it('leave the other teams of somebody alone, and a sixth is refused', () => {
    const resident = rig.person()
    const five = ['一队', '二队', '三队', '四队', '五队']
    describePerson(resident, { teams: five })
    expect(() => {
      join('六队', resident)
    }).toThrow(errorWith('conflict'))
    leave('三队', resident)
    join('六队', resident)
    expect(open(resident).person.teams.toSorted()).toEqual(
      ['一队', '二队', '五队', '六队', '四队'].toSorted(),
    )
  })

  it('know who stands for whom, and nobody who is not there', () => {
    const [provisional, resident] = [add(), rig.person()]
    join('净滩队', provisional)
    void rig.handlers['people.join']({ commandId: rig.newId(), provisional, resident }, rig.page)
    expect(openTeam('净滩队').people.map(({ id }) => id)).toEqual([resident])
    leave('净滩队', provisional)
    expect(openTeam('净滩队').members).toBe(0)
    expect(() => {
      join('净滩队', rig.newId())
    }).toThrow(errorWith('notFound'))
  })

  it('whoever is in the team may come to what is for it', async () => {
    const [member, stranger] = [rig.person(), rig.person()]
    const event = rig.addEvent({ team: '净滩队' })
    join('净滩队', member)
    const enter = async (resident: string) =>
      rig.handlers['attendance.checkInByHand'](
        { commandId: rig.newId(), event: event.id, residents: [resident], reason: 'noCard', approval: null },
        rig.page,
      )
    expect(await enter(member)).toMatchObject({ result: { kind: 'done' } })
    expect(await enter(stranger)).toMatchObject({ result: { kind: 'needsApproval', because: 'notInTeam' } })
  })
})
