// May this site connect? Each permission can be unticked, and every one ends (mockup 02a).
import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PanelParams } from '../../messages/panel.ts'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { formatMoment } from '../../ui/format.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { personaTitle } from '../../ui/persona-title.ts'
import { readConnect } from '../../ui/scopes.ts'
import { Segments } from '../../ui/segments.tsx'
import { useAloneThings } from '../../ui/use-alone-things.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useResourceTitles } from '../../ui/use-resource-titles.ts'
import { viewerZone } from '../../ui/zone-time.ts'
import { useArmed } from '../use-armed.ts'
import { useInvite } from '../use-invite.ts'
import type { ApprovalProps } from './approval.tsx'
import { InviteFacts } from './invite-facts.tsx'
import { KnownAs } from './known-as.tsx'
import { QuestionActions } from './question-actions.tsx'
import { ScopeList } from './scope-list.tsx'
import { SiteHead } from './site-head.tsx'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const NOTHING: ReadonlySet<string> = new Set()

export interface QuestionProps extends ApprovalProps {
  approval: ApprovalRow
  /** How many questions wait, this one included. */
  waiting: number
  onAnswered: () => void
}

export function ConnectQuestion(props: QuestionProps): JSX.Element {
  const { approval, node } = props
  const decide = useCommand('approval.decide')
  const { scopes, reason, invite: inviteText } = readConnect(approval.params)
  const invite = useInvite(inviteText)
  const [joins, setJoins] = useState(true)
  const [kept, setKept] = useState<readonly string[]>(scopes)
  const [persona, setPersona] = useState(props.me)
  const [length, setLength] = useState(7 * DAY_MS)
  const end = useRef<HTMLDivElement>(null)
  const { armed, readToEnd } = useArmed(`${approval.id} ${inviteText !== undefined && invite === undefined}`, end)
  const titles = useResourceTitles(node.festivals)
  const words = reason === undefined ? t('siteConnects') : t('siteConnectsBecause', [isolated(reason)])
  const alone = { things: useAloneThings(persona, approval.origin) ?? NOTHING, until: endWords(length) }
  const list = { scopes, kept, titles, festivals: node.festivals, myName: personaTitle(persona), alone }
  const answer = async (params: PanelParams<'approval.decide'>): Promise<void> => {
    if (await decide.run(params)) props.onAnswered()
  }
  const reject = (decision: 'reject' | 'block'): void => void answer({ approval: approval.id, decision })
  const approve = (): void =>
    void answer({
      approval: approval.id,
      decision: 'approve',
      scopes: [...kept],
      until: Date.now() + length,
      persona,
      ...(inviteText === undefined ? {} : { join: joins }),
    })
  return (
    <>
      <div class="scroll question" data-test="approval" data-kind="connect" data-approval={approval.id}>
        <SiteHead origin={approval.origin} waiting={props.waiting} words={words} />
        {invite && (
          <>
            <InviteFacts invite={invite} me={persona} festivals={node.festivals} />
            <Check on={joins} test="connect-join" onChange={setJoins}>
              {t('joinAndGoOnline')}
            </Check>
          </>
        )}
        <KnownAs approval={approval} node={node} value={persona} onChoose={setPersona} />
        <ScopeList {...list} onChange={setKept} />
        <div ref={end} class="read-mark" />
        <HowLong value={length} onChoose={setLength} />
        <Button look="link" size="small" test="approval-block" onClick={() => reject('block')}>
          {t('siteBlock')}
        </Button>
      </div>
      <QuestionActions
        decide={decide}
        read={readToEnd}
        end={end}
        yes={{ words: t('connect'), look: 'main', allowed: armed && kept.length > 0, onClick: approve }}
        no={{ words: t('notNow'), onClick: () => reject('reject') }}
      />
    </>
  )
}

/** When a permission that is given now ends. */
function endWords(length: number): string {
  return formatMoment(Date.now() + length, viewerZone())
}

function HowLong(props: { value: number; onChoose: (milliseconds: number) => void }): JSX.Element {
  const choices = [
    { value: HOUR_MS, words: t('oneHour') },
    { value: 7 * DAY_MS, words: t('sevenDays') },
    { value: 90 * DAY_MS, words: t('ninetyDays') },
  ]
  return (
    <>
      <Segments label={t('howLong')} value={props.value} choices={choices} onChoose={props.onChoose} />
      <p class="small soft row top">
        <Icon name="key" size="small" />
        <span>{t('keyStays')}</span>
      </p>
    </>
  )
}
