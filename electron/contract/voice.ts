import { z } from 'zod'

/** A clip's name: also the name of the file that replaces it. */
export const clipKey = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,47}$/)

export const voiceLanguage = z.enum(['zh', 'en'])
export type VoiceLanguage = z.infer<typeof voiceLanguage>

const clip = z.object({
  key: clipKey,
  language: voiceLanguage,
  /** Beside the manifest. */
  file: z.string().regex(/^[a-z]{2}\/[a-zA-Z0-9-]+\.opus$/),
  /** What it says, as it is shown. */
  text: z.string().min(1).max(80),
  /** The whole file, the silence at its beginning included. */
  seconds: z.number().positive(),
  /** Made by a machine until somebody records it. */
  placeholder: z.boolean(),
  maker: z.string().min(1),
})

/** `resources/voice/manifest.json`: what the station can say by itself. */
export const voiceManifest = z.object({
  /** The silence at the beginning of each clip. */
  leadMs: z.int().nonnegative(),
  clips: z.array(clip),
})
export type Clip = z.infer<typeof clip>
export type VoiceManifest = z.infer<typeof voiceManifest>
