import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../electron/station/options.ts'

const reasonOf = (argv: string[], env = {}): string => {
  try {
    readOptions(argv, env)
    return 'accepted'
  } catch (error) {
    return error instanceof Error ? error.message : 'no error'
  }
}

describe('starting a station', () => {
  it('takes everything from the command line', () => {
    const argv =
      '--data D --port 0 --reader /dev/pts/7 --centre http://127.0.0.1:9/ --token T --station 119999001001 --name 鸥湾村 --demo --no-open'
    expect(readOptions(argv.split(' '), {})).toEqual({
      dataDir: 'D',
      port: 0,
      reader: '/dev/pts/7',
      centre: { url: 'http://127.0.0.1:9', token: 'T' },
      station: { code: '119999001001', name: '鸥湾村' },
      demo: true,
      open: false,
      pins: { clerk: null, head: null },
      key: null,
      sticks: null,
    })
  })

  it('takes the PINs from the environment only', () => {
    expect(readOptions(['--data', 'D'], { STATION_PIN: '123456', STATION_PIN2: '654321' }).pins).toEqual({
      clerk: '123456',
      head: '654321',
    })
  })

  it.each([
    ['no folder', [], {}],
    ['an unknown option', ['--data', 'D', '--dmo'], {}],
    ['a stray word', ['--data', 'D', 'verifyy'], {}],
    ['a port that is none', ['--data', 'D', '--port', '70000'], {}],
    ['a port in words', ['--data', 'D', '--port', 'any'], {}],
    ['a centre that is no address', ['--data', 'D', '--centre', 'city'], {}],
    ['a centre of another protocol', ['--data', 'D', '--centre', 'file:///etc/passwd'], {}],
    ['a station code with blanks', ['--data', 'D', '--station', 'a b'], {}],
    ['an empty name', ['--data', 'D', '--name', ' '], {}],
    ['a PIN of five digits', ['--data', 'D'], { STATION_PIN: '12345' }],
  ])('refuses %s and says why', (_title, argv, env) => {
    expect(reasonOf(argv, env)).toMatch(/^usage reason=\S/)
  })
})
