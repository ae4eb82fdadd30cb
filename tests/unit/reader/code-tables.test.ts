import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import sex from '../../../resources/code-tables/sex.json' with { type: 'json' }
import chips from '../../../resources/code-tables/usb-serial-chips.json' with { type: 'json' }

const usbId = z.string().regex(/^[0-9a-f]{4}$/)

describe('code tables', () => {
  it('sex has the four codes of the standard', () => {
    const codes = z.record(z.string().length(1), z.string().min(1))
    const table = z.strictObject({ standard: z.literal('GB/T 2261.1'), codes }).parse(sex)
    expect(table.codes).toEqual({ '0': '未知', '1': '男', '2': '女', '9': '未说明' })
  })

  it('USB adapters have lower-case ids, each once', () => {
    const chip = z.strictObject({ name: z.string().min(1), vendorId: usbId, productId: usbId })
    const table = z.strictObject({ note: z.string(), chips: z.array(chip).min(10) }).parse(chips)
    const ids = table.chips.map(({ vendorId, productId }) => `${vendorId}:${productId}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('1a86:7523')
  })
})
