import { words } from '../../../electron/contract/words/zh-CN.ts'
import type { PapersView } from '../../stores/papers.ts'

/** What became of the paper that was asked for last; `null` where none was. */
export const sayPaper = ({
  busy,
  nobody,
  saved,
}: Pick<PapersView, 'busy' | 'nobody' | 'saved'>): string | null => {
  const say = words.papers
  if (busy) return say.making
  if (nobody) return say.nobody
  if (saved === null) return null
  return saved.where === 'stick' ? say.savedStick(saved.file) : say.savedFolder(saved.file)
}
