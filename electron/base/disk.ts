import { statfsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'

const bytesOf = ({ bavail, bsize }: { bavail: number; bsize: number }): number => bavail * bsize

/** Bytes that this program may still write on the disk that a folder lies on. Throws where the system does not say. */
export const freeBytesNow = (folder: string): number => bytesOf(statfsSync(folder))

/** The same, without waiting for a slow disk. */
export const freeBytesOf = async (folder: string): Promise<number> => bytesOf(await statfs(folder))
