import { samNumberBytes } from '../sam/commands.ts'
import { buildAddress, buildPhoto, buildText, type SimulatedCard } from './card-image.ts'

interface FieldAnswer {
  readonly sw3: number
  readonly data: Uint8Array
}

const bare = (sw3: number): FieldAnswer => ({ sw3, data: new Uint8Array() })

const done = (data: Uint8Array = new Uint8Array()): FieldAnswer => ({ sw3: 0x90, data })

/** Kind 5.1, made on 2010-07-07, numbers 1234 and 3456789012. */
const samNumber = Buffer.from('05000100', 'hex')
const samNumberFields = [20_100_707, 1234, 3_456_789_012]

const buildSamNumber = (): Uint8Array => {
  const number = Buffer.alloc(samNumberBytes)
  samNumber.copy(number)
  samNumberFields.forEach((field, i) => {
    number.writeUInt32LE(field, 4 + 4 * i)
  })
  return number
}

/** `01 00 04 00`, for `30 10` followed by the length of the fingerprints, then text, photo and fingerprints. */
const contentOf = (card: SimulatedCard, withFingers: boolean): Uint8Array => {
  const fingerLength = withFingers ? [0, 0] : []
  return Buffer.concat([Uint8Array.of(1, 0, 4, 0, ...fingerLength), buildText(card), buildPhoto()])
}

/** A card that is no identity card cannot be selected; other refusals come when it is read. */
const failsAtSelect = (card: SimulatedCard): boolean => card.readStatus === 0x40

/**
 * The reader's radio field and its security module: what each command answers.
 * A selected card is not found again until it leaves; reading goes on while it lies there.
 */
export class Field {
  #card: SimulatedCard | null = null
  #phase: 'fresh' | 'found' | 'selected' = 'fresh'

  get card(): SimulatedCard | null {
    return this.#card
  }

  place(card: SimulatedCard): void {
    this.#card = card
    this.#phase = 'fresh'
  }

  remove(): void {
    this.#card = null
    this.#phase = 'fresh'
  }

  powerCycle(): void {
    this.#phase = 'fresh'
  }

  answer(command: number, parameter: number): FieldAnswer {
    switch ((command << 8) | parameter) {
      case 0x10ff:
        this.powerCycle()
        return done()
      case 0x11ff:
      case 0x61ff:
        return done()
      case 0x12ff:
        return done(buildSamNumber())
      case 0x2001:
        return this.#find()
      case 0x2002:
        return this.#select()
      case 0x3001:
      case 0x3010:
        return this.#read(parameter === 0x10)
      case 0x3003:
        return this.#address()
      default:
        return bare(0x21)
    }
  }

  #find(): FieldAnswer {
    if (this.#card === null || this.#phase === 'selected') return bare(0x80)
    this.#phase = 'found'
    return { sw3: 0x9f, data: new Uint8Array(4) }
  }

  #select(): FieldAnswer {
    if (this.#card === null || this.#phase !== 'found') return bare(0x81)
    if (failsAtSelect(this.#card)) return bare(0x40)
    this.#phase = 'selected'
    return done(new Uint8Array(8))
  }

  #read(withFingers: boolean): FieldAnswer {
    if (this.#card === null || this.#phase !== 'selected') return bare(0x41)
    const refused = this.#card.readStatus
    return refused === undefined ? done(contentOf(this.#card, withFingers)) : bare(refused)
  }

  #address(): FieldAnswer {
    if (this.#card === null || this.#phase !== 'selected') return bare(0x41)
    const address = buildAddress(this.#card)
    return address === null ? bare(0x91) : done(address)
  }
}
