// Yes or no to a web site, pinned below the question. Yes arms late, only after the end was seen, and only a person's own
// press counts (wallet-security §8); no works at once.
import type { JSX, RefObject } from 'preact'
import { Button, type ButtonLook } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import type { CommandHandle } from '../../ui/use-command.ts'

export function QuestionActions(props: {
  decide: CommandHandle<'approval.decide'>
  /** Whether the end of the question was on screen; undefined until known. */
  read: boolean | undefined
  end: RefObject<HTMLElement | null>
  yes: { words: string; look: ButtonLook; icon?: IconName; allowed: boolean; onClick: () => void }
  no: { words: string; onClick: () => void }
}): JSX.Element {
  const { decide, yes, no } = props
  return (
    <div class="actions">
      {props.read === false && <ShowRest end={props.end} />}
      <Outcome slow={decide.slow} error={decide.error} />
      <Button
        look={yes.look}
        grow
        busy={decide.busy}
        disabled={!yes.allowed}
        test="approval-approve"
        onClick={(event) => event.isTrusted && yes.onClick()}
        {...(yes.icon ? { icon: yes.icon } : {})}
      >
        {yes.words}
      </Button>
      <Button look="line" busy={decide.busy} test="approval-reject" onClick={no.onClick}>
        {no.words}
      </Button>
    </div>
  )
}

function ShowRest(props: { end: RefObject<HTMLElement | null> }): JSX.Element {
  const show = (): void => props.end.current?.scrollIntoView({ block: 'end' })
  return (
    <div class="show-rest">
      <Button look="link" size="small" icon="down" test="show-rest" onClick={show}>
        {t('readToEnd')}
      </Button>
    </div>
  )
}
