import { join } from 'node:path'
import type { Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import type { Catalogue } from '../credit/catalogue.ts'
import { parseCatalogue } from '../credit/catalogue-check.ts'
import { shippedCatalogue } from '../credit/shipped.ts'
import { openDocument, type StationDocument } from '../store/documents.ts'

/**
 * Opens the rules of credit points in a station's folder. The first start writes the shipped ones, and so does one with
 * a newer edition; a file that is damaged or contradicts itself is kept aside, as documents are.
 */
export const openCatalogue = async (
  dir: string,
  { clock, log, shipped = shippedCatalogue }: { clock: Clock; log: Logger; shipped?: Catalogue },
): Promise<StationDocument<Catalogue>> => {
  const document = await openDocument<Catalogue>({
    file: join(dir, 'catalogue.json'),
    schemaVersion: 1,
    parse: parseCatalogue,
    defaults: shipped,
    clock,
    log,
  })
  if (document.source === 'file' && document.data.edition >= shipped.edition) return document
  const isOlder = document.data.edition < shipped.edition
  try {
    await document.update((data) => (isOlder ? shipped : data))
  } catch (error) {
    // The rules are in force all the same, and the document tries again each minute.
    log.warn('catalogue not written yet', { cause: describeError(error) })
  }
  if (isOlder) log.info('catalogue replaced', { edition: shipped.edition })
  return document
}
