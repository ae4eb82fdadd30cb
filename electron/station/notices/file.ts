import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/log.ts'
import type { NoticesTrouble } from '../../contract/notices.ts'
import { noticesFile, type NoticesFile } from '../../notices/rules.ts'
import { openDocument, type DocumentOptions, type StationDocument } from '../../store/documents.ts'

export type NoticesDocument = StationDocument<NoticesFile>

/** Opens the notices in a station's folder. One that cannot be read gives way to the copy before, or to none. */
export const openNotices = (
  dir: string,
  deps: { clock: Clock; log: Logger } & Pick<DocumentOptions<NoticesFile>, 'rename'>,
): Promise<NoticesDocument> =>
  openDocument<NoticesFile>({
    file: join(dir, 'notices.json'),
    schemaVersion: 1,
    parse: (data) => noticesFile.parse(data),
    defaults: { revision: 0, notices: [] },
    ...deps,
  })

/** What staff should know of the file. */
export const troubleOf = ({
  problem,
  source,
}: Pick<NoticesDocument, 'problem' | 'source'>): NoticesTrouble => {
  if (problem === undefined) return 'none'
  if (problem.reason === 'unwritten') return 'unwritten'
  return source === 'previous' ? 'previous' : 'defaults'
}
