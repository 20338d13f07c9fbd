// What a receipt proves, in sentences.
import type { Standing, ReceiptError, ReceiptReport } from '../../src/receipt/verify-receipt.ts'
import { t } from '../../ui/i18n.ts'

const ERRORS: Readonly<Record<ReceiptError['code'], string>> = {
  'not-one': 'receiptNotOne',
  unsupported: 'receiptUnsupported',
  'too-large': 'receiptNotOne',
  malformed: 'receiptDamaged',
  mixed: 'receiptDamaged',
  'wrong-links': 'receiptDamaged',
  'answer-missing': 'receiptDamaged',
  'not-signed': 'receiptForged',
  'wrong-payload': 'receiptForged',
}

/** "This was changed after it was signed." */
export function receiptErrorWords(code: ReceiptError['code']): string {
  return t(ERRORS[code])
}

const SAID: Readonly<Record<ReceiptReport['answer']['op'], string>> = {
  'authorization.grant': 'receiptSaidYes',
  'authorization.deny': 'receiptSaidNo',
  'authorization.hold': 'receiptSaidHold',
}

/** "Ada said yes." */
export function receiptSaidWords({ answer }: ReceiptReport, owner: string): string {
  return t(SAID[answer.op], [owner])
}

/** What that is worth. The newest home comes last, and says how far the owner's log was seen. */
export function receiptStandingWords(standing: Standing, owner: string): string {
  switch (standing.code) {
    case 'effective':
      return t('receiptEffective', [owner, String(standing.asOf.at(-1)?.seqNum ?? 0)])
    case 'ended':
      return t('receiptEnded')
    case 'void':
      return t('receiptVoid')
    case 'without-effect':
      return t('receiptWithoutEffect')
    case 'only-signed':
      return t('receiptOnlySigned', [owner, String(standing.at.seqNum)])
  }
}
