import data from '../../resources/catalogue.json' with { type: 'json' }
import { parseCatalogue } from './catalogue-check.ts'

/** The rule catalogue that comes with the program. */
export const shippedCatalogue = parseCatalogue(data)
