import { describe, expect, it } from 'vitest'
import { readerStatusCodes, readerStatusText } from '../../../electron/contract/words/reader-statuses.ts'
import { statusMeaning } from '../../../electron/reader/sam/status-codes.ts'

const hex = (sw3: number): string => sw3.toString(16).padStart(2, '0')

describe('what staff are told of a status', () => {
  it('every status that is trouble has a sentence, and no other', () => {
    const troubles = Array.from({ length: 256 }, (_, sw3) => sw3).filter((sw3) => {
      const reaction = statusMeaning(sw3)?.reaction
      return reaction !== undefined && !['done', 'noItem', 'noCard'].includes(reaction)
    })
    expect([...readerStatusCodes].sort()).toEqual(troubles.map(hex).sort())
  })

  it('the three bytes stand behind it, and a code that nobody lists is said to be one', () => {
    expect(readerStatusText('000060')).toBe('读卡器自检没过。拔下来等十秒再插，还不行就换一台（000060）')
    expect(readerStatusText('0000ee')).toContain('没见过的代码')
    expect(readerStatusText('0000ee')).toContain('0000ee')
  })
})
