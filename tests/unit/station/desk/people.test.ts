import { beforeEach, describe, expect, it } from 'vitest'
import { renewCard, residentById } from '../../../../electron/residents/store.ts'
import { standardTeams } from '../../../../electron/residents/teams.ts'
import { peopleAt } from '../../../support/desk-people.ts'
import { clerkPin, headPin, openDeskWithClerk } from '../../../support/desk-rig.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { errorWith } from '../../../support/test-store.ts'

const minute = 60_000
let rig: Awaited<ReturnType<typeof openDeskWithClerk>>

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const { find, ids, open, add, describePerson, enter } = peopleAt(() => rig)

describe('finding people', () => {
  it('by initials in every reading, masked', () => {
    const resident = rig.person({ name: '单田芳', idNumber: syntheticNumber('1945-03-07', 7), sexCode: '1' })
    rig.person({ name: '王秀兰' })
    expect(ids('st')).toEqual([resident])
    expect(ids('DTF')).toEqual([resident])
    expect(ids('tf')).toEqual([])
    expect(find('stf')).toEqual({
      total: 1,
      people: [
        {
          id: resident,
          person: { name: '单*芳', rareName: false },
          birthYear: 1945,
          sex: 'male',
          lastTwo: syntheticNumber('1945-03-07', 7).slice(-2),
          teams: [],
          lastCame: null,
          provisional: false,
          at: [],
          standing: {
            number: `1199**********${syntheticNumber('1945-03-07', 7).slice(-4)}`,
            served: 0,
            points: null,
            consent: 'never',
          },
        },
      ],
    })
  })

  it('by the last four of the number, also those that end in X', () => {
    const number = '11999919450307001X'
    const resident = rig.person({ idNumber: number })
    rig.person()
    expect(ids('001x')).toEqual([resident])
    expect(ids('0011')).toEqual([])
  })

  it('by the volunteer number, with or without its hyphens', () => {
    const resident = rig.person()
    describePerson(resident, { volunteerNo: 'RC-2026-07' })
    expect(ids('rc202607')).toEqual([resident])
    expect(ids('RC-2026-07')).toEqual([resident])
    expect(ids('rc20260')).toEqual([])
  })

  it('who came lately stands in front', () => {
    const [never, earlier, later] = [rig.person(), rig.person(), rig.person()]
    rig.comeIn(rig.addEvent(), earlier)
    rig.clock.advance(minute)
    rig.comeIn(rig.addEvent(), later)
    expect(ids('wxl')).toEqual([later, earlier, never])
  })

  it('says when somebody last came and where the person is today, and not once that was taken back', () => {
    const resident = rig.person()
    const event = rig.addEvent()
    const attendance = rig.comeIn(event, resident)
    rig.comeIn(rig.addEvent({ startsAt: rig.clock.now() - 26 * 60 * minute }), resident)
    expect(find('wxl').people[0]).toMatchObject({ lastCame: '2026-11-24', at: [event.id] })
    void rig.handlers['attendance.undo'](
      { commandId: rig.newId(), event: event.id, attendance, reason: 'other' },
      rig.page,
    )
    expect(find('wxl').people[0]?.at).toEqual([])
  })

  it('more than a hundred are only a number', () => {
    for (let count = 0; count < 100; count += 1)
      rig.person({ idNumber: `119999194503${String(100000 + count)}` })
    expect(find('wxl')).toMatchObject({ total: 100 })
    expect(find('wxl').people).toHaveLength(100)
    rig.person({ idNumber: '119999194503200000' })
    expect(find('wxl')).toEqual({ total: 101, people: [] })
  })

  it('nothing typed finds who tapped in the last ten minutes, the newest first', () => {
    const [first, second] = [rig.person(), rig.person()]
    const tap = (resident: string | null): void => {
      rig.parts.store.transaction((tx) =>
        tx.run(
          `insert into tap (id, at, mono_ms, boot_id, clock_state, kind, resident, outcome)
           values (?, ?, 0, 'boot', 'synced', 'checkedIn', ?, '{}')`,
          rig.newId(),
          rig.clock.now(),
          resident,
        ),
      )
    }
    tap(rig.person())
    rig.desk.touch(rig.page)
    rig.clock.advance(2 * minute)
    tap(first)
    tap(second)
    tap(null)
    tap(first)
    for (let count = 0; count < 4; count += 1) {
      rig.desk.touch(rig.page)
      rig.clock.advance(2 * minute)
    }
    expect(ids(' ')).toEqual([first, second])
  })

  it('who was registered before names were indexed is found after the next tap', () => {
    const idNumber = syntheticNumber('1945-03-07', 9)
    const resident = rig.person({ idNumber })
    const holder = {
      kind: 'resident',
      name: '王秀兰',
      idNumber,
      birth: '1945-03-07',
      sexCode: '2',
      validTo: null,
    } as const
    rig.parts.store.transaction((tx) => {
      tx.run('delete from name_initials')
      tx.run('update resident set last_four_index = null')
    })
    expect([ids('wx'), ids(idNumber.slice(-4))]).toEqual([[], []])
    rig.parts.store.transaction((tx) => {
      const known = residentById(tx, resident)
      if (known !== null) renewCard(tx, rig.parts.cipher, known, holder)
    })
    expect([ids('wx'), ids(idNumber.slice(-4))]).toEqual([[resident], [resident]])
  })

  it('the audit tells that somebody looked and how many were found, not what was typed', () => {
    const resident = rig.person({ idNumber: '11999919450307001X' })
    find('001X')
    open(resident)
    expect(rig.audit().slice(-2)).toMatchObject([
      { actor: rig.clerk, action: 'people.found', detail: { by: 'find', total: 1 } },
      { actor: rig.clerk, action: 'people.opened', subject: resident },
    ])
    expect(JSON.stringify([rig.audit(), rig.log.lines])).not.toMatch(/001X|王/i)
  })
})

describe('one person’s page', () => {
  it('shows what counts, how it was entered, and what can be undone', async () => {
    const resident = rig.person({ validTo: '2030-01-01' })
    const lecture = rig.addEvent()
    const attendance = rig.comeIn(lecture, resident)
    rig.clock.advance(minute)
    const shift = rig.addEvent({ kind: 'volunteer', team: '红马甲' })
    void rig.handlers['attendance.undo'](
      { commandId: rig.newId(), event: lecture.id, attendance, reason: 'wrongEvent' },
      rig.page,
    )
    await rig.handlers['attendance.checkInByHand'](
      {
        commandId: rig.newId(),
        event: shift.id,
        residents: [resident],
        reason: 'noCard',
        approval: { account: rig.head, pin: headPin },
      },
      rig.page,
    )
    const details = open(resident)
    expect(details).toMatchObject({
      validTo: '2030-01-01',
      volunteerNo: null,
      served: 0,
      erasing: false,
      knownTeams: [...standardTeams, '红马甲'],
    })
    expect(details.attendances).toMatchObject([
      {
        event: { id: shift.id },
        mark: 'byHandOverride',
        reversed: false,
        undoable: true,
        minutes: 0,
        minutesMark: 'open',
      },
      {
        event: { id: lecture.id },
        mark: 'byCard',
        reversed: true,
        undoable: false,
        minutes: null,
        minutesMark: null,
      },
    ])
  })

  it('shows minutes by taps and by hand', async () => {
    const resident = rig.person()
    const shift = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 60 * minute })
    const second = rig.addEvent({ kind: 'volunteer', endsAt: rig.clock.now() + 120 * minute })
    const attendance = rig.comeIn(shift, resident)
    rig.clock.advance(60 * minute)
    rig.goOut(shift, attendance, resident)
    const forgotten = rig.comeIn(second, resident)
    rig.clock.advance(61 * minute)
    await rig.desk.signIn(rig.page, { account: rig.clerk, pin: clerkPin })
    const approval = { account: rig.head, pin: headPin }
    await rig.handlers['attendance.confirmMinutes'](
      { commandId: rig.newId(), attendance: forgotten, minutes: 55, reason: 'forgot', approval },
      rig.page,
    )
    const details = open(resident)
    expect(details.served).toBe(115)
    expect(details.attendances.map(({ minutes, minutesMark }) => [minutes, minutesMark])).toEqual([
      [55, 'byHand'],
      [60, 'byTaps'],
    ])
  })

  it('of nobody is not found', () => {
    expect(() => open(rig.newId())).toThrow(errorWith('notFound'))
  })
})

describe('people without cards', () => {
  it('are told to the centre without a card, and found at once', () => {
    const resident = add({ name: 'WX', sex: 'male' })
    expect(rig.records()).toMatchObject([
      {
        type: 'cn.wmsj.resident.registered.v1',
        data: { resident, cardKind: 'none', sex: '1', ageBand: '80-89' },
      },
    ])
    expect(find('wx').people).toMatchObject([
      { id: resident, provisional: true, lastTwo: null, birthYear: 1945 },
    ])
  })

  it('the same command adds one', () => {
    const commandId = rig.newId()
    expect(add({ commandId })).toBe(add({ commandId }))
    expect(rig.count('resident')).toBe(1)
  })

  it.each([
    [{ birthYear: 2013 }, 'birthYear'],
    [{ birthYear: 2030 }, 'birthYear'],
    [{ name: '119999194503070022' }, 'name'],
  ])('%j is refused', (change, at) => {
    expect(() => add(change)).toThrow(errorWith('badInput', { at }))
    expect(rig.count('resident')).toBe(0)
  })

  it('come in by hand like anybody else', async () => {
    const event = rig.addEvent()
    const resident = add()
    await enter(event.id, resident)
    expect(find('wxl').people[0]?.at).toEqual([event.id])
  })
})

describe('describing a person', () => {
  it('sets, keeps and takes away the volunteer number, and replaces the teams', () => {
    const resident = rig.person()
    describePerson(resident, { volunteerNo: 'V-7', teams: ['红马甲', '红马甲', '巧厨娘'] })
    expect(open(resident)).toMatchObject({
      volunteerNo: 'V-7',
      erasing: false,
      knownTeams: [...standardTeams, '巧厨娘', '红马甲'],
    })
    describePerson(resident, { teams: ['巧厨娘'] })
    expect(open(resident)).toMatchObject({ volunteerNo: 'V-7', person: { teams: ['巧厨娘'] } })
    describePerson(resident, { volunteerNo: '' })
    expect(open(resident).volunteerNo).toBeNull()
  })

  it('a volunteer number belongs to one person, however it is written', () => {
    const [one, two] = [rig.person(), rig.person()]
    describePerson(one, { volunteerNo: 'V-7' })
    expect(() => {
      describePerson(two, { volunteerNo: 'V7' })
    }).toThrow(errorWith('conflict'))
    describePerson(one, { volunteerNo: 'V7' })
    expect(open(two).volunteerNo).toBeNull()
  })
})
