// The project's own vectors of receipts (tests/vectors/receipt.json): what each is worth, and what is refused and why.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../src/bamboo/index.ts'
import { verifyReceipt } from '../../../src/receipt/verify-receipt.ts'
import { plain, receiptVectors, type ReceiptVectors } from '../../../scripts/receipts/receipt-vectors.ts'

const vectors = JSON.parse(readFileSync('tests/vectors/receipt.json', 'utf8')) as ReceiptVectors
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()

describe('receipts', () => {
  it.each(vectors.receipts)('“$name” say so', async ({ bytes, standing, owner, answer }) => {
    const report = await verifyReceipt(bytesOf(bytes))
    if (!report.ok) throw new Error(report.error.code)
    const { value } = report
    expect([plain(value.standing), value.owner, value.id]).toEqual([standing, owner, answer])
  })

  it.each(vectors.refused)('“$name” are refused as $code', async ({ bytes, code }) => {
    expect(await verifyReceipt(bytesOf(bytes))).toEqual({ ok: false, error: { code } })
  })

  it('are those that the script makes', async () => {
    expect(await receiptVectors()).toEqual(vectors)
  })
})
