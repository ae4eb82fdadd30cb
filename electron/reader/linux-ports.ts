import { access, readdir, readFile } from 'node:fs/promises'

export interface SerialPortInfo {
  readonly path: string
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
  readonly pnpId?: string | undefined
}

/** Serial ports that Linux names in /dev. */
const portName = /^tty(USB|ACM|WCH|XRUSB|AMA|S)\d+$/

/** Ids in a line `PRODUCT=1a86/7523/264` of the adapter's description; leading zeros are left out there. */
const idsOf = (uevent: string): { vendorId?: string; productId?: string } => {
  const found = /^PRODUCT=([0-9a-f]+)\/([0-9a-f]+)\//im.exec(uevent)
  if (found?.[1] === undefined || found[2] === undefined) return {}
  return { vendorId: found[1].padStart(4, '0'), productId: found[2].padStart(4, '0') }
}

export const linuxPortNames = async (): Promise<string[]> =>
  (await readdir('/dev')).filter((name) => portName.test(name)).sort()

/** Serial ports without udev, whose tool the serialport package needs for its own list. */
export const listLinuxPorts = async (): Promise<SerialPortInfo[]> =>
  Promise.all(
    (await linuxPortNames()).map(async (name) => {
      const uevent = await readFile(`/sys/class/tty/${name}/device/../uevent`, 'utf8').catch(() => '')
      return { path: `/dev/${name}`, ...idsOf(uevent) }
    }),
  )

/** Whether something is there under this name. Ports of Windows are no files: there it is always tried. */
export const pathExists = async (path: string): Promise<boolean> => {
  if (process.platform === 'win32') return true
  return access(path).then(
    () => true,
    () => false,
  )
}
