import type { InjectionKey } from 'vue'
import type { StationClient } from './client.ts'

/** The page's client; a picture of the page has none. */
export const clientKey: InjectionKey<StationClient> = Symbol('station client')
