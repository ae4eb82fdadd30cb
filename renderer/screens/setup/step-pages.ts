import type { Component } from 'vue'
import type { SetupStep } from '../../../electron/contract/setup.ts'
import CentreStep from './CentreStep.vue'
import CheckStep from './CheckStep.vue'
import ClockStep from './ClockStep.vue'
import NoticeStep from './NoticeStep.vue'
import OpeningStep from './OpeningStep.vue'
import ReaderStep from './ReaderStep.vue'
import StaffStep from './StaffStep.vue'
import StationStep from './StationStep.vue'

/** The page of each step, in the first run and from the console. */
export const stepPages: Record<SetupStep, Component> = {
  station: StationStep,
  staff: StaffStep,
  clock: ClockStep,
  reader: ReaderStep,
  opening: OpeningStep,
  notice: NoticeStep,
  centre: CentreStep,
  check: CheckStep,
}
