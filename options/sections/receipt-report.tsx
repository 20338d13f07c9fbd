// What a receipt proves: who said what, what that is worth, and about what.
import type { JSX } from 'preact'
import type { ReceiptReport } from '../../src/receipt/verify-receipt.ts'
import { formatWhen } from '../../ui/format.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { personName } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import { usePeople } from '../../ui/use-people.ts'
import { receiptSaidWords, receiptStandingWords } from '../data/receipt-words.ts'

export function ReceiptReportView({ report }: { report: ReceiptReport }): JSX.Element {
  const { festival, owner, standing, resource, request, event, festivalTitle, timezone = 'UTC' } = report
  const people = usePeople(festival)
  const name = (key: string): string => personName(key, people[key])
  const said = isolated(name(owner))
  const isEffective = standing.code === 'effective'
  const span = report.answer.op === 'authorization.deny' ? request : report.answer
  return (
    <div class="stack" data-test="receipt" data-standing={standing.code}>
      <Note tone={isEffective ? 'good' : 'warn'} icon={isEffective ? 'check' : 'info'} alert>
        {receiptSaidWords(report, said)} {receiptStandingWords(standing, said)}
      </Note>
      <dl class="facts">
        <Fact label={t('receiptThing')} text={resource?.title ?? t('thingUnknown')} />
        {request && <Fact label={t('receiptAsker')} text={name(request.author)} />}
        {event && <Fact label={t('receiptEvent')} text={event.title} />}
        {span && <Fact label={t('receiptTime')} text={formatWhen(span, timezone)} />}
        {festivalTitle !== undefined && <Fact label={t('receiptFestival')} text={festivalTitle} />}
      </dl>
      {isEffective && (
        <p class="small soft">{t(standing.isContested ? 'receiptContested' : 'receiptMayChange', [said])}</p>
      )}
    </div>
  )
}

function Fact({ label, text }: { label: string; text: string }): JSX.Element {
  return (
    <div>
      <dt class="small soft">{label}</dt>
      <dd>
        <SafeText text={text} />
      </dd>
    </div>
  )
}
