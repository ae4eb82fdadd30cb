import type { Clock } from '../base/clock.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { Store } from '../store/tx.ts'
import type { CentreClient } from './centre-client.ts'
import type { Outbox } from './outbox.ts'
import { ensureDeviceKey, pairOutcomeOf, pairRequest, savePairing } from './pairing.ts'
import { currentStream } from './stream.ts'
import type { PairOutcome } from './upload-step.ts'

/** Somebody stands before the screen and waits. */
const patienceMs = 8_000

/** Asks a centre once whether it takes this station; keeps the pairing where it does, and nothing else. */
export const pairOnce = async (
  deps: { store: Store; cipher: FieldCipher; clock: Clock; outbox: Outbox; appVersion: string },
  { client, token, stop }: { client: CentreClient; token: string; stop: AbortSignal },
): Promise<PairOutcome> => {
  const { store, cipher, clock, outbox, appVersion } = deps
  const incarnation = store.read(currentStream)?.incarnation ?? ''
  const publicKey = store.transaction((tx) => ensureDeviceKey(tx, cipher))
  const patience = new AbortController()
  const cancel = clock.after(patienceMs, () => {
    patience.abort()
  })
  const answer = await client.pair(
    pairRequest({ token, publicKey, appVersion, incarnation }),
    AbortSignal.any([stop, patience.signal]),
  )
  cancel()
  const { outcome, pairing } = pairOutcomeOf(answer)
  if (pairing === undefined) return outcome
  store.transaction((tx) => {
    savePairing(tx, cipher, pairing)
    outbox.ensureIncarnation(tx, { station: pairing.stationId, at: clock.now() })
  })
  return outcome
}
