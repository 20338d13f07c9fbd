// Saves the receipt of an answer: a small file that proves it to whoever needs to see it, without a network.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { gatherReceipt } from '../../src/adapters/dexie/gather-receipt.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { makeReceipt } from '../../src/receipt/make-receipt.ts'
import { Button } from '../button.tsx'
import { isolated } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { panelDatabase } from '../panel-database.ts'

const FILE_NAME = 'answer.p2panda-receipt'

export function ReceiptButton({ answer, title }: { answer: ObjectId; title: string }): JSX.Element {
  const [state, setState] = useState<'idle' | 'working' | 'saved' | 'failed'>('idle')
  const url = useRef<string | undefined>(undefined)
  const release = (): void => {
    if (url.current !== undefined) URL.revokeObjectURL(url.current)
  }
  useEffect(() => release, [])
  const save = async (): Promise<void> => {
    setState('working')
    try {
      const material = await gatherReceipt(panelDatabase(), answer)
      const made = material === undefined ? undefined : makeReceipt(material)
      if (made?.ok !== true) return setState('failed')
      release()
      url.current = URL.createObjectURL(
        new Blob([new Uint8Array(made.value.bytes)], { type: 'application/octet-stream' }),
      )
      const link = document.createElement('a')
      link.href = url.current
      link.download = FILE_NAME
      link.click()
      setState('saved')
    } catch {
      setState('failed')
    }
  }
  return (
    <>
      <Button
        look="quiet"
        size="small"
        icon="download"
        label={t('receiptSave', [isolated(title)])}
        busy={state === 'working'}
        test="receipt-save"
        onClick={() => void save()}
      />
      <span class="small soft" role="status" data-test="receipt-state" data-state={state}>
        {state === 'saved' && t('receiptSaved')}
        {state === 'failed' && t('receiptFailed')}
      </span>
    </>
  )
}
