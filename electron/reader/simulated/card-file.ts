import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { describeError, StationError } from '../../base/errors.ts'
import { overlongFields, type SimulatedCard } from './card-image.ts'

const date = z.string().regex(/^\d{4}-?\d{2}-?\d{2}$/)

/** One card of a file of cards. A wrong check character is allowed: such cards exist. */
const cardSchema = z.object({
  id: z.string().regex(/^\S+$/),
  kind: z.enum(['resident', 'foreigner2017', 'foreigner2023', 'hmt', 'unknown']).default('resident'),
  name: z.string(),
  sexCode: z.string().length(1),
  birth: z.string(),
  idNumber: z.string(),
  from: date,
  to: z.union([date, z.literal('长期')]),
  nameEn: z.string().optional(),
  nationality: z.string().optional(),
  passNumber: z.string().optional(),
  oldLink: z.string().optional(),
  newAddress: z.string().optional(),
  readStatus: z.int().min(0).max(255).optional(),
})

const withoutGaps = (card: z.infer<typeof cardSchema>): SimulatedCard =>
  Object.fromEntries(
    Object.entries(card).filter(([, value]) => value !== undefined),
  ) as unknown as SimulatedCard

/** Cards from the text of a JSON file; throws `badInput` with the first thing that is wrong. */
export const parseCards = (json: string): SimulatedCard[] => {
  try {
    const cards = z.array(cardSchema).parse(JSON.parse(json)).map(withoutGaps)
    for (const card of cards)
      if (overlongFields(card).length > 0) throw new Error(`card ${card.id}: a field is too long`)
    return cards
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? error.issues
            .map(({ path, message }) => `${path.join('.')}: ${message}`)
            .slice(0, 1)
            .join()
        : describeError(error)
    throw new StationError('badInput', { cards: why }, { cause: error })
  }
}

export const readCards = async (path: string): Promise<SimulatedCard[]> => {
  let json: string
  try {
    json = await readFile(path, 'utf8')
  } catch (error) {
    throw new StationError('badInput', { cards: describeError(error) }, { cause: error })
  }
  return parseCards(json)
}
