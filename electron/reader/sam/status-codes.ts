/** What the driver does about a status; the kiosk's words follow from the event that comes of it. */
export type Reaction =
  /** Done; go on. */
  | 'done'
  /** The card is there and lacks what was asked for. */
  | 'noItem'
  /** No card, or the same card is still lying there. Never proof of a removal. */
  | 'noCard'
  /** Passing trouble: ask again. */
  | 'retry'
  /** The reading broke off: the card has to be placed again if asking again does not help. */
  | 'retap'
  | 'notIdCard'
  /** Card and security module refuse each other: staff have to help. */
  | 'unverified'
  /** The reader takes no command. */
  | 'readerFault'
  /** Our mistake or the firmware's: log, do not repeat. */
  | 'refused'

export interface StatusMeaning {
  readonly meaning: string
  readonly reaction: Reaction
}

/** SW3 of the wire protocol, as four vendor kits list them alike; 4E was seen in one reader's firmware. */
const table: Readonly<Record<number, StatusMeaning>> = {
  0x90: { meaning: 'done', reaction: 'done' },
  0x9f: { meaning: 'card found', reaction: 'done' },
  0x91: { meaning: 'card has no such item', reaction: 'noItem' },
  0x10: { meaning: 'reader saw a bad checksum', reaction: 'retry' },
  0x11: { meaning: 'reader saw a bad length', reaction: 'retry' },
  0x21: { meaning: 'command or parameter not accepted', reaction: 'refused' },
  0x23: { meaning: 'not permitted', reaction: 'refused' },
  0x24: { meaning: 'unrecognised error', reaction: 'retry' },
  0x31: { meaning: 'card refuses the security module', reaction: 'unverified' },
  0x32: { meaning: 'security module refuses the card', reaction: 'unverified' },
  0x33: { meaning: 'data verification failed', reaction: 'retap' },
  0x37: { meaning: 'fingerprint verification failed', reaction: 'retap' },
  0x3f: { meaning: 'data length wrong', reaction: 'retap' },
  0x40: { meaning: 'card type not recognised', reaction: 'notIdCard' },
  0x41: { meaning: 'reading the card failed', reaction: 'retap' },
  0x47: { meaning: 'random number failed', reaction: 'retry' },
  0x4e: { meaning: 'command unknown to this reader', reaction: 'refused' },
  0x50: { meaning: 'writing the card failed', reaction: 'refused' },
  0x60: { meaning: 'self test of the security module failed', reaction: 'readerFault' },
  0x66: { meaning: 'security module not authorised', reaction: 'readerFault' },
  0x80: { meaning: 'no card, or the same card still there', reaction: 'noCard' },
  0x81: { meaning: 'selecting the card failed', reaction: 'retry' },
}

/** Meaning of an SW3, or `undefined` for one that no source lists. */
export const statusMeaning = (sw3: number): StatusMeaning | undefined => table[sw3]

/** The reaction to an SW3; unlisted ones are logged and asked again. */
export const reactionTo = (sw3: number): Reaction => table[sw3]?.reaction ?? 'retry'

/** Whether an SW3 says that the command was carried out: 90 and find's own 9F. */
export const isDone = (sw3: number): boolean => sw3 === 0x90 || sw3 === 0x9f
