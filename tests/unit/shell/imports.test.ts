import { expect, test } from 'vitest'
import { sourceFiles } from '../../support/source-files.ts'

const shell = sourceFiles('electron').filter(({ path }) =>
  /^electron\/(shell\/|main\.ts$|preload\.ts$)/.test(path),
)

const namesFrom = (text: string): string[] =>
  [...text.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}\s+from 'electron'/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/^\s*type\s+/, '').trim()),
  )

test('the shell can open nothing outside, read no files for the page, and overrides no certificate', () => {
  expect(shell.length).toBeGreaterThan(10)
  for (const { path, text } of shell) {
    expect([path, namesFrom(text)]).toEqual([path, namesFrom(text).filter((name) => name !== 'shell')])
    expect([path, /loadFile|file:\/\/|openExternal|certificate-error|bypassCSP/.exec(text)?.[0]]).toEqual([
      path,
      undefined,
    ])
  }
})

test('what a page may do is decided in one file', () => {
  const keys = /\b(nodeIntegration|contextIsolation|webSecurity|webviewTag|allowRunningInsecureContent)\b/
  expect(shell.filter(({ text }) => keys.test(text)).map(({ path }) => path)).toEqual([
    'electron/shell/window.ts',
  ])
})
