import { link, mkdir, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { calls, type CallOutput } from '../../../../electron/contract/calls.ts'
import { stickChunkBytes } from '../../../../electron/contract/credit.ts'
import { jpeg, openClaims, type ClaimsRig } from '../../../support/claims.ts'
import { errorWith, testFolder } from '../../../support/test-store.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex')
const webp = Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBPVP8 ')])

let rig: ClaimsRig
let stick: string

beforeEach(async () => {
  rig = await openClaims()
  stick = testFolder()
  rig.sticks.push(stick)
})

/** Puts a file there, the more minutes ago the older. */
const put = async (path: string, bytes: Uint8Array, minutesAgo = 0): Promise<string> => {
  const file = join(stick, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, bytes)
  const at = rig.clock.now() / 1000 - minutesAgo * 60
  await utimes(file, at, at)
  return file
}

const list = async (page = rig.page): Promise<CallOutput<'stick.list'>['files']> =>
  calls['stick.list'].output.parse(await rig.handlers['stick.list']({}, page)).files

/** Names of files that cannot be opened, with why. */
const troubles = async (): Promise<string[]> =>
  (await list()).flatMap(({ name, trouble }) => (trouble === null ? [] : [`${name} ${trouble}`]))

const names = async (): Promise<string[]> => (await list()).map(({ name }) => name)

const read = async (file: string, offset = 0, page = rig.page): Promise<CallOutput<'stick.read'>> =>
  calls['stick.read'].output.parse(await rig.handlers['stick.read']({ file, offset }, page))

describe('pictures on a memory stick', () => {
  it('are listed with the newest first, wherever a camera puts them', async () => {
    await put('old.jpg', jpeg, 3)
    await put('DCIM/100/new.JPEG', jpeg, 1)
    await put('middle.png', png, 2)
    await put('scan.webp', webp, 4)
    const files = await list()
    expect(files.map(({ name }) => name)).toEqual(['new.JPEG', 'middle.png', 'old.jpg', 'scan.webp'])
    expect(files[0]).toMatchObject({ bytes: jpeg.length, at: '2026-11-24T00:59:00.000Z' })
    expect(rig.audit().at(-1)).toMatchObject({
      action: 'stick.listed',
      actor: rig.clerk,
      detail: { files: 4 },
    })
  })

  it('are pictures by their name and by their first bytes', async () => {
    await put('letter.pdf', jpeg)
    await put('program.jpg', Buffer.from('MZ and so on'))
    await put('empty.jpg', Buffer.alloc(0))
    await put('.hidden.jpg', jpeg)
    await put('.Trash/gone.jpg', jpeg)
    await put('sound.webp', Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WAVEfmt ')]))
    expect((await troubles()).sort()).toEqual(['program.jpg notAPicture', 'sound.webp notAPicture'])
    for (const { id } of await list()) await expect(read(id)).rejects.toThrow(errorWith('notFound'))
  })

  it('are at most as large as a camera makes them', async () => {
    const limit = 12 * 1024 * 1024
    await truncate(await put('just.jpg', jpeg), limit)
    await truncate(await put('over.jpg', jpeg), limit + 1)
    await truncate(await put('huge.jpg', jpeg), 40 * 1024 * 1024)
    expect((await troubles()).sort()).toEqual(['huge.jpg tooLarge', 'over.jpg tooLarge'])
    expect((await names()).sort()).toEqual(['huge.jpg', 'just.jpg', 'over.jpg'])
    for (const { id, trouble } of await list())
      if (trouble !== null) await expect(read(id)).rejects.toThrow(errorWith('notFound'))
  })

  it('one that grew too large after the listing does not open', async () => {
    const path = await put('grown.jpg', jpeg)
    const [file] = await list()
    await truncate(path, 40 * 1024 * 1024)
    await expect(read(file?.id ?? '')).rejects.toThrow(errorWith('notFound'))
  })

  it('are never reached through a link', async () => {
    const elsewhere = testFolder()
    await writeFile(join(elsewhere, 'secret.jpg'), jpeg)
    await symlink(join(elsewhere, 'secret.jpg'), join(stick, 'file.jpg'))
    await symlink(elsewhere, join(stick, 'folder'))
    const linked = `${testFolder()}/stick`
    await symlink(elsewhere, linked)
    rig.sticks.push(linked, join(elsewhere, 'nothing here'))
    await put('own.jpg', jpeg)
    expect(await names()).toEqual(['own.jpg'])
  })

  it('a link put in a picture’s place after the listing does not open', async () => {
    const elsewhere = join(testFolder(), 'secret.jpg')
    await writeFile(elsewhere, jpeg)
    const path = await put('own.jpg', jpeg)
    const [file] = await list()
    await rm(path)
    await symlink(elsewhere, path)
    await expect(read(file?.id ?? '')).rejects.toThrow(errorWith('notFound'))
    await rm(path)
    await link(elsewhere, path)
    expect((await read(file?.id ?? '')).more).toBe(false)
  })

  it('a folder that became a link after the listing does not open either', async () => {
    const elsewhere = testFolder()
    await writeFile(join(elsewhere, 'own.jpg'), jpeg)
    await put('DCIM/own.jpg', jpeg)
    const [file] = await list()
    await rm(join(stick, 'DCIM'), { recursive: true })
    await symlink(elsewhere, join(stick, 'DCIM'))
    await expect(read(file?.id ?? '')).rejects.toThrow(errorWith('notFound'))
  })

  it('are looked for two folders down, as cameras do, and no further', async () => {
    await put('DCIM/100/near.jpg', jpeg)
    await put('a/b/c/far.jpg', jpeg)
    expect(await names()).toEqual(['near.jpg'])
  })

  it('only the newest two dozen are listed', async () => {
    for (let index = 0; index < 26; index += 1) await put(`${String(index)}.jpg`, jpeg, index)
    const listed = await names()
    expect([listed.length, listed[0], listed.at(-1)]).toEqual([24, '0.jpg', '23.jpg'])
  })

  it('a long name is cut where the page would not show it', async () => {
    await put(`${'长'.repeat(70)}.jpg`, jpeg)
    expect((await names())[0]).toHaveLength(60)
  })
})

describe('reading one', () => {
  it('comes in pieces, each small enough for a message, and is noted once', async () => {
    const whole = Buffer.concat([jpeg, Buffer.alloc(2 * stickChunkBytes, 7)])
    await put('large.jpg', whole)
    const [file] = await list()
    const pieces: Buffer[] = []
    for (let more = true; more;) {
      const piece = await read(file?.id ?? '', Buffer.concat(pieces).length)
      pieces.push(Buffer.from(piece.data, 'base64'))
      more = piece.more
    }
    expect(pieces).toHaveLength(3)
    expect(Buffer.concat(pieces).equals(whole)).toBe(true)
    expect(rig.audit().filter(({ action }) => action === 'stick.read')).toHaveLength(1)
    expect(JSON.stringify(rig.audit())).not.toContain('large.jpg')
  })

  it('is for ids of this page’s last listing, never for a path', async () => {
    const path = await put('own.jpg', jpeg)
    const other = await rig.colleague(['clerk'])
    const [first] = await list()
    const [second] = await list()
    for (const id of [first?.id ?? '', 'own.jpg', path.slice(0, 64), '../own.jpg', ''])
      await expect(read(id)).rejects.toThrow(errorWith('notFound'))
    await expect(read(second?.id ?? '', 0, other.page)).rejects.toThrow(errorWith('notFound'))
    expect(Buffer.from((await read(second?.id ?? '')).data, 'base64').equals(jpeg)).toBe(true)
  })

  it('ends where the stick was pulled', async () => {
    await put('own.jpg', jpeg)
    const [file] = await list()
    await rm(stick, { recursive: true })
    await expect(read(file?.id ?? '')).rejects.toThrow(errorWith('notFound'))
    expect(await names()).toEqual([])
  })

  it('past the end there is nothing', async () => {
    await put('own.jpg', jpeg)
    const [file] = await list()
    expect(await read(file?.id ?? '', 1_000_000)).toEqual({ data: '', more: false })
  })
})
