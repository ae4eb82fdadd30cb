import { z } from 'zod'

/** `leave`: back to the desktop, for who repairs; `restart` and `off` are the machine's. */
export const kioskEnds = ['leave', 'restart', 'off'] as const
export const kioskEnd = z.enum(kioskEnds)
export type KioskEnd = z.infer<typeof kioskEnd>

/**
 * Exit codes that tell whoever started the kiosk (systemd, Windows' Shell Launcher) what to do with the machine.
 * `electron/launch/after-end.mjs` knows the same.
 */
export const kioskEndCodes: Readonly<Record<KioskEnd, number>> = { leave: 90, restart: 91, off: 92 }
