// Checks the receipt of an answer that somebody shows: chosen or dropped, and told in plain words. Nothing of it is kept.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { MAX_RECEIPT_LENGTH } from '../../src/receipt/receipt-file.ts'
import { verifyReceipt } from '../../src/receipt/verify-receipt.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { DropFiles } from '../data/drop-files.tsx'
import { receiptErrorWords } from '../data/receipt-words.ts'
import { ReceiptReportView } from './receipt-report.tsx'

type Checked = Awaited<ReturnType<typeof verifyReceipt>>

export function CheckReceipt(): JSX.Element {
  const [checked, setChecked] = useState<Checked | undefined>(undefined)
  const check = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) setChecked(await checkFile(file))
  }
  return (
    <DropFiles
      title={t('receiptTitle')}
      text={t('receiptText')}
      open={t('receiptOpen')}
      accept=".p2panda-receipt"
      test="receipt-file"
      onFiles={([file]) => void check(file)}
    >
      {checked?.ok === false && (
        <Note tone="bad" alert test="receipt-error" code={checked.error.code}>
          {receiptErrorWords(checked.error.code)}
        </Note>
      )}
      {checked?.ok === true && <ReceiptReportView report={checked.value} />}
    </DropFiles>
  )
}

/** A file that can not be read, or is far too long, is no receipt. */
async function checkFile(file: File): Promise<Checked> {
  try {
    return await verifyReceipt(new Uint8Array(await file.slice(0, MAX_RECEIPT_LENGTH + 1).arrayBuffer()))
  } catch {
    return { ok: false, error: { code: 'not-one' } }
  }
}
