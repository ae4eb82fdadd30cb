import { isStationError } from '../../base/errors.ts'
import { faultNames } from './behaviours.ts'
import type { SimulatedCard } from './card-image.ts'
import type { SimulatedDevice } from './device.ts'

const known = 'place ID, remove, list, fault NAME, clear'

/** Carries out one line typed to the emulator and answers with lines to print. */
export const createControl =
  (device: SimulatedDevice, cards: readonly SimulatedCard[]) =>
  (line: string): string[] => {
    const [word = '', argument, ...rest] = line.trim().split(/\s+/)
    if (word === '') return []
    const wantsArgument = word === 'place' || word === 'fault'
    if (rest.length > 0 || wantsArgument !== (argument !== undefined)) return [`error: use ${known}`]
    switch (word) {
      case 'place':
        return place(device, cards, argument ?? '')
      case 'remove': {
        const { lying } = device
        device.remove()
        return [lying === null ? 'nothing to remove' : `removed ${lying}`]
      }
      case 'list':
        return cards.map(({ id, kind, name, nameEn }) => [id, kind, name || (nameEn ?? '')].join('\t').trim())
      case 'fault':
        return fault(device, argument ?? '')
      case 'clear':
        device.clear()
        return ['faults cleared']
      default:
        return [`error: unknown command ${word}; use ${known}`]
    }
  }

const place = (device: SimulatedDevice, cards: readonly SimulatedCard[], id: string): string[] => {
  const card = cards.find((candidate) => candidate.id === id)
  if (card === undefined) return [`error: no card ${id}; list names them`]
  device.place(card)
  return [`placed ${id}`]
}

const fault = (device: SimulatedDevice, name: string): string[] => {
  try {
    device.fault(name)
    return [`fault ${name}`]
  } catch (error) {
    if (!isStationError(error, 'badInput')) throw error
    return [`error: no fault ${name}; there are ${faultNames.join(' ')}`]
  }
}
