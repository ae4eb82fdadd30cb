import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deep, lacks, mayMount } from '../support/fault-tools.ts'
import { root as project } from '../support/program.ts'
import { eventually } from '../support/station.ts'

/** Makes a whole Debian: minutes, and its archive. Only at full length, and only by root. */
const isRun = deep && mayMount() && !lacks('mmdebstrap', 'mount')
const limitMs = 900_000
/** What the script asks for where something is missing, and what such a machine has before. */
const script = readFileSync(join(project, 'resources/kiosk-linux/install.sh'), 'utf8')
const [, asked = ''] = /apt-get install --no-install-recommends ([^"]+)/.exec(script) ?? []
const packages = [
  ...asked.split(' '),
  ...['systemd-sysv', 'dbus', 'udev', 'ca-certificates', 'procps', 'libpam-systemd'],
].join(',')

let debian: string
const mounts: string[] = []

const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
/** Runs a shell line as root inside. */
const inside = (line: string) => run('chroot', debian, '/bin/sh', '-c', line)

const bind = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true })
  const { status, stderr } = run('mount', '--rbind', from, to)
  if (status !== 0) throw new Error(stderr)
  mounts.push(to)
}

describe.skipIf(!isRun)('a clean Debian', () => {
  beforeAll(() => {
    // One that is there already may be given: making it takes minutes.
    debian = process.env.KIOSK_ROOT ?? mkdtempSync(join(tmpdir(), 'kiosk-root-'))
    if (process.env.KIOSK_ROOT === undefined) {
      const made = run('mmdebstrap', '--variant=minbase', `--include=${packages}`, 'bookworm', debian)
      if (made.status !== 0) throw new Error(made.stderr)
    }
    bind('/proc', join(debian, 'proc'))
    bind('/dev', join(debian, 'dev'))
    bind(project, join(debian, 'opt/station-kiosk'))
    // Where packages are linked from elsewhere, the links lead to the same place inside.
    const modules = dirname(run('readlink', '-f', join(project, 'node_modules/vue')).stdout.trim())
    if (!modules.startsWith(project)) bind(modules, join(debian, modules))
  }, limitMs)
  afterAll(() => {
    for (const mount of mounts.reverse()) run('umount', '-R', '-l', mount)
    if (process.env.KIOSK_ROOT === undefined && debian !== '')
      rmSync(debian, { recursive: true, force: true })
  }, limitMs)

  it('is made a kiosk, twice with the same end', () => {
    for (let times = 0; times < 2; times += 1) {
      const { status, stdout, stderr } = inside('sh /opt/station-kiosk/resources/kiosk-linux/install.sh')
      expect([status, stderr.replaceAll(/^(Created symlink|Removed).*\n/gm, '')]).toEqual([0, ''])
      expect(stdout).toContain('done')
    }
    expect(inside('id -nG kiosk').stdout).toMatch(/dialout.*|.*dialout/)
    expect(inside('systemctl is-enabled station-kiosk.service').stdout.trim()).toBe('enabled')
    expect(inside('systemctl is-enabled ctrl-alt-del.target').stdout.trim()).toBe('masked')
    expect(inside('systemctl get-default').stdout.trim()).toBe('multi-user.target')
  })

  it('has a unit, a firewall and settings that their own programs accept', () => {
    expect(
      inside('systemd-analyze verify /etc/systemd/system/station-kiosk.service 2>&1').stdout,
    ).not.toMatch(/station-kiosk/)
    const rules = inside('nft --check --file /etc/nftables.conf')
    expect([rules.status, rules.stderr]).toEqual([0, ''])
    const policy = inside('cat /etc/chromium/policies/managed/station-kiosk.json').stdout
    expect(JSON.parse(policy)).toMatchObject({ URLBlocklist: ['*'] })
    expect(inside('udevadm --version').status).toBe(0)
    expect(inside('cat /etc/systemd/logind.conf.d/station-kiosk.conf').stdout).toContain('NAutoVTs=0')
  })

  it(
    'shows the station with the command of its unit, as its user, and tells what follows by its exit code',
    async () => {
      const unit = readFileSync(join(debian, 'etc/systemd/system/station-kiosk.service'), 'utf8')
      const [, command = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? []
      const state = '/var/lib/station-kiosk'
      inside(
        `mkdir -p ${state} /run/kiosk && chown kiosk: ${state} /run/kiosk && chmod 700 ${state} /run/kiosk`,
      )
      const line = [
        'env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8',
        // What a screen, a seat and a user's session would give.
        'WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman XDG_RUNTIME_DIR=/run/kiosk',
        `HOME=${state} STATION_HOME=${state} STATION_PIN=271828 ELECTRON_SKIP_BINARY_DOWNLOAD=1`,
        'RUNTIME_DIRECTORY=/run/kiosk',
        command,
      ].join(' ')
      const said: string[] = []
      const kiosk = spawn('chroot', ['--userspec=kiosk:kiosk', debian, '/bin/sh', '-c', `exec ${line}`])
      for (const stream of [kiosk.stdout, kiosk.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
      const ended = new Promise<number | null>((resolve) => kiosk.once('exit', resolve))
      try {
        const ready = await eventually('the ready line', () => /station ready: (\S+)/.exec(said.join('')))
        const health = (await (await fetch((ready[1] ?? '').replace('/?', '/health?'))).json()) as {
          store: { ok: boolean }
        }
        expect(health.store.ok).toBe(true)
        const browser = await eventually('the browser', () => {
          const found = run(
            'pgrep',
            '-f',
            '-u',
            inside('id -u kiosk').stdout.trim(),
            'chromium.*--app=',
          ).stdout
          return found.trim() === '' ? null : found
        })
        expect(browser).not.toBe('')
        expect(inside(`stat -c %U:%a ${state}/station/records.db`).stdout.trim()).toBe('kiosk:600')
      } finally {
        kiosk.kill('SIGTERM')
        writeFileSync(join(tmpdir(), 'kiosk-root-said.log'), said.join(''))
      }
      await ended
    },
    limitMs,
  )

  it('is what it was before, when it is taken back', () => {
    const { status } = inside('sh /opt/station-kiosk/resources/kiosk-linux/install.sh --undo')
    expect(status).toBe(0)
    expect(inside('ls /etc/systemd/system/station-kiosk.service').status).not.toBe(0)
    expect(inside('cat /etc/nftables.conf').stdout).not.toContain('inet kiosk')
  })
})
