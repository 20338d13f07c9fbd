// Checks the receipt of an answer that somebody shows: chosen or dropped, and told in plain words. Nothing of it is kept.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { MAX_RECEIPT_LENGTH } from '../../src/receipt/receipt-file.ts'
import { verifyReceipt } from '../../src/receipt/verify-receipt.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { receiptErrorWords } from '../data/receipt-words.ts'
import { ReceiptReportView } from './receipt-report.tsx'

type Checked = Awaited<ReturnType<typeof verifyReceipt>>

export function CheckReceipt(): JSX.Element {
  const [checked, setChecked] = useState<Checked | undefined>(undefined)
  const [isOver, setIsOver] = useState(false)
  const check = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) setChecked(await checkFile(file))
  }
  return (
    <section
      class={`card padded stack drop${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        void check(event.dataTransfer?.files[0])
      }}
    >
      <h2>{t('receiptTitle')}</h2>
      <p class="small soft">{t('receiptText')}</p>
      <label class="button line file-button">
        <Icon name="upload" />
        {t('receiptOpen')}
        <input
          type="file"
          class="spoken"
          accept=".p2panda-receipt"
          data-test="receipt-file"
          onChange={(event) => {
            void check(event.currentTarget.files?.[0])
            // The same file may be opened again.
            event.currentTarget.value = ''
          }}
        />
      </label>
      {checked?.ok === false && (
        <Note tone="bad" alert test="receipt-error" code={checked.error.code}>
          {receiptErrorWords(checked.error.code)}
        </Note>
      )}
      {checked?.ok === true && <ReceiptReportView report={checked.value} />}
    </section>
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
