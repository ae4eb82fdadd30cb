import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import type { CardReader } from '../../electron/reader/card-reader.ts'
import { searchedPorts, serialAccess } from '../../electron/reader/discovery.ts'
import { createCardReader } from '../../electron/reader/kinds.ts'
import { SamReader } from '../../electron/reader/sam/sam-reader.ts'
import { createSerialOpener } from '../../electron/reader/serial-link.ts'
import { PseudoTerminal } from '../../electron/reader/simulated/pseudo-terminal.ts'
import { cardReaderSuite } from '../suites/card-reader.suite.ts'
import { linkSuite } from '../suites/link.suite.ts'
import { noteRun } from '../support/fault-table.ts'
import { cardOf, count, recordingLog } from '../support/reader-rig.ts'
import { runProgram } from '../support/program.ts'
import { hasSocat, startPtyDevice, startPtyRig, type PtyDevice } from '../support/pty-rig.ts'
import { startReader } from '../support/station.ts'
import { until } from '../support/until.ts'

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

describe.runIf(hasSocat())('a real serial port', () => {
  cardReaderSuite('serial port', startPtyRig)

  linkSuite('serial port', async () => {
    const pty = await startPtyDevice()
    return {
      opener: createSerialOpener({ path: pty.path, baudRate: 115_200 }, systemClock),
      device: pty.device,
      until: (condition) => until(condition, 5000),
      moment: () => systemClock.sleep(200),
      end: () => pty.end(),
    }
  })

  describe('opening', () => {
    let pty: PtyDevice | null = null

    afterEach(async () => {
      await pty?.end()
      pty = null
    })

    it('a port that is not there names it', async () => {
      await expect(
        createSerialOpener({ path: '/dev/no-such-port', baudRate: 9600 }, systemClock).open(),
      ).rejects.toMatchObject({ code: 'readerMissing', params: { port: '/dev/no-such-port' } })
    })

    it('a port that somebody else holds names it as busy', async () => {
      pty = await startPtyDevice()
      const opener = createSerialOpener({ path: pty.path, baudRate: 115_200 }, systemClock)
      const first = await opener.open()
      await expect(opener.open()).rejects.toMatchObject({ code: 'readerBusy', params: { port: pty.path } })
      await first.close()
      await (await opener.open()).close()
      noteRun({ row: 33, variant: 'held by another program' })
    })
  })

  describe('the process behind the port', () => {
    it('killed hard and started again makes the reader come back', async () => {
      const rig = await startPtyRig()
      await rig.until(() => rig.reader.health().state === 'ready')
      rig.pty.signal('SIGKILL')
      await rig.until(() => rig.reader.health().state === 'searching', 2000)
      await rig.pty.terminal.plug()
      const began = performance.now()
      await rig.until(() => rig.reader.health().state === 'ready', 2000)
      noteRun({ row: 31, variant: 'pulled and put back' }, { recoveredMs: performance.now() - began })
      rig.place('grandfather')
      await rig.until(() => count(rig, 'cardSeen') === 1)
      await rig.end()
    })

    it('stopped is silence, and silence is absence', async () => {
      const rig = await startPtyRig()
      await rig.until(() => rig.reader.health().state === 'ready')
      rig.pty.signal('SIGSTOP')
      await rig.until(() => rig.reader.health().state === 'searching', 6000)
      rig.pty.signal('SIGCONT')
      const began = performance.now()
      await rig.until(() => rig.reader.health().state === 'ready', 8000)
      noteRun({ row: 34, variant: 'a stopped device' }, { recoveredMs: performance.now() - began })
      await rig.end()
    })
  })

  it('that comes back under another name is found again within two seconds', async () => {
    const pty = await startPtyDevice()
    const other = join(pty.folder, 'other-port')
    const names = [pty.path]
    const log = recordingLog([])
    const access = {
      ...serialAccess(systemClock),
      list: () => Promise.resolve(names.map((path) => ({ path }))),
      names: () => Promise.resolve([...names]),
    }
    const source = searchedPorts({ access, log, lastGood: null })
    const reader = new SamReader({ source, clock: systemClock, log })
    await reader.start()
    await until(() => reader.health().state === 'ready')
    pty.signal('SIGKILL')
    names.length = 0
    await until(() => reader.health().state === 'searching', 2000)
    // A killed socat leaves its name behind, where a system would take it away.
    await rm(pty.path, { force: true })
    const terminal = new PseudoTerminal(other, pty.device, systemClock, () => undefined)
    await terminal.plug()
    names.push(other)
    const began = performance.now()
    await until(() => reader.health().state === 'ready', 2000)
    noteRun({ row: 31, variant: 'back under another name' }, { recoveredMs: performance.now() - began })
    expect(reader.health().port).toBe(other)
    await reader.stop()
    await terminal.pull()
    await pty.end()
  })
})

describe.runIf(hasSocat())('the emulator command', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulator-'))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  const startReaderOn = async (path: string): Promise<{ seen: string[]; reader: CardReader }> => {
    const reader = createCardReader(path, { clock: systemClock, log: recordingLog([]) })
    const seen: string[] = []
    reader.onEvent((event) => {
      if (event.kind === 'cardSeen') seen.push(event.card.reveal().name)
    })
    await reader.start()
    return { seen, reader }
  }

  it('places cards of a file, is pulled and put back, and cleans up when it is ended', async () => {
    const [link, cards] = [join(folder, 'port'), join(folder, 'cards.json')]
    await writeFile(cards, JSON.stringify([{ ...cardOf('rare'), id: 'one' }]))
    const emulator = await startReader(link, ['--cards', cards])
    const { seen, reader } = await startReaderOn(link)
    await until(() => reader.health().state === 'ready')
    emulator.say('place one')
    await until(() => seen.length === 1)
    expect(seen).toEqual(['李样𬭚'])
    emulator.say('fault unplug')
    await until(() => reader.health().state === 'searching')
    expect(await isThere(link)).toBe(false)
    emulator.say('clear')
    await until(() => reader.health().state === 'card')
    emulator.say('place two')
    await emulator.line(/^error: no card two/)
    await reader.stop()
    expect(await emulator.stop()).toBe(0)
    expect(await isThere(link)).toBe(false)
    expect(emulator.stderr).toEqual([])
  })

  it('leaves alone what already stands under its name', async () => {
    const link = join(folder, 'port')
    await writeFile(link, 'not a port')
    const { code, stderr } = await runProgram('electron/reader/simulated/emulate-command.ts', [
      '--link',
      link,
    ])
    expect(code).toBe(70)
    expect(stderr).toContain(`readerBusy port=${link}`)
  })

  it.each([
    ['no link', []],
    ['a link without a name', ['--link', '']],
    ['a speed that is none', ['--link', '/tmp/x', '--baud', 'fast']],
    ['an unknown option', ['--link', '/tmp/x', '--colour', 'red']],
    ['a file of cards that is not there', ['--link', '/tmp/x', '--cards', '/no/such/file']],
  ])('with %s ends with exit code 2 and says how it is used', async (_what, args) => {
    const { code, stderr } = await runProgram('electron/reader/simulated/emulate-command.ts', args)
    expect(code).toBe(2)
    expect(stderr).toContain('usage: reader:emulate')
  })
})
