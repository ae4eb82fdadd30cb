import { ensureBuild } from '../../electron/launch/build-output.mjs'

/** The shell is tested as it is built: builds where the sources are newer. */
export const setup = (): Promise<void> => ensureBuild({ node: process.execPath, env: process.env })
