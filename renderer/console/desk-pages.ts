import type { InjectionKey } from 'vue'
import type { DeskPage } from './desk-state.ts'

/** The pages that this console has. */
export const deskPagesKey: InjectionKey<readonly DeskPage[]> = Symbol('desk pages')
