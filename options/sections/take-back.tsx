// Taking back something that I said (DESIGN 4.1): what it does and what nobody can promise, before it is done. What others build
// on says instead what to do about it.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { LogLine } from '../../src/adapters/dexie/read-log.ts'
import { whyNotRetract } from '../../src/festival/may-retract.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { errorSentence, Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function TakeBack({ line, festival }: { line: LogLine; festival: FestivalId }): JSX.Element | null {
  const [isOpen, setIsOpen] = useState(false)
  const retract = useCommand('retract')
  const reason = whyNotRetract(line.seqNum, line.statement.op)
  if (reason === 'retract-beginning' || reason === 'already-retracted') return null
  if (!isOpen) {
    return (
      <Button look="quiet" size="small" test="take-back" onClick={() => setIsOpen(true)}>
        {t('takeBack')}
      </Button>
    )
  }
  return (
    <div class="stack tight take-back">
      <Note
        tone={reason === undefined ? 'warn' : 'info'}
        icon={reason === undefined ? 'warn' : 'info'}
        test="take-back-words"
      >
        {reason === undefined ? t('takeBackText') : errorSentence({ code: reason })}
      </Note>
      <div class="row wrap">
        {reason === undefined && (
          <Button
            look="no"
            size="small"
            busy={retract.busy}
            test="take-back-do"
            onClick={() => void retract.run({ festival, entry: line.id })}
          >
            {t('takeBackDo')}
          </Button>
        )}
        <Button look="quiet" size="small" onClick={() => setIsOpen(false)}>
          {t('takeBackKeep')}
        </Button>
      </div>
      <Outcome slow={retract.slow} error={retract.error} />
    </div>
  )
}
