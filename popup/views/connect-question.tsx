// May this site connect? Each permission can be unticked, what would need no question later has to be ticked, and every one ends
// (mockup 02a).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Check } from '../../ui/check.tsx'
import { formatMoment } from '../../ui/format.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { personaTitle } from '../../ui/persona-title.ts'
import { isAlone, readConnect } from '../../ui/scopes.ts'
import { Segments } from '../../ui/segments.tsx'
import { useAloneThings } from '../../ui/use-alone-things.ts'
import { useResourceTitles } from '../../ui/use-resource-titles.ts'
import { viewerZone } from '../../ui/zone-time.ts'
import { allFestivals } from '../../ui/use-node.ts'
import { answerAs, askedAs } from '../asked-as.ts'
import { useInvite } from '../use-invite.ts'
import { InviteFacts } from './invite-facts.tsx'
import { KnownAs } from './known-as.tsx'
import { Question, type QuestionProps } from './question.tsx'
import { ScopeList } from './scope-list.tsx'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const NOTHING: ReadonlySet<string> = new Set()

export function ConnectQuestion(props: QuestionProps): JSX.Element {
  const { approval, node } = props
  const { scopes, reason, invite: inviteText } = readConnect(approval.params)
  const invite = useInvite(inviteText)
  const [joins, setJoins] = useState(true)
  /** What the user ticked or unticked themselves. */
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const persona = askedAs(approval) ?? props.me
  const [length, setLength] = useState(7 * DAY_MS)
  const things = useAloneThings(persona, approval.origin)
  const titles = useResourceTitles(allFestivals(node))
  const alone = { things: things ?? NOTHING, until: endWords(length) }
  const kept = scopes.filter((scope) => chosen[scope] ?? !isAlone(scope, alone.things))
  const list = { scopes, kept, titles, festivals: allFestivals(node), myName: personaTitle(persona), alone }
  return (
    <Question
      asked={props}
      words={reason === undefined ? t('siteConnects') : t('siteConnectsBecause', [isolated(reason)])}
      loaded={things !== undefined && (inviteText === undefined || invite !== undefined)}
      yes={{
        words: t('connect'),
        look: 'main',
        allowed: things !== undefined && kept.length > 0,
        choice: () => ({
          scopes: kept,
          until: Date.now() + length,
          persona,
          ...(inviteText === undefined ? {} : { join: joins }),
        }),
      }}
      no={t('notNow')}
      below={<HowLong value={length} onChoose={setLength} />}
    >
      {invite && (
        <>
          <InviteFacts invite={invite} me={persona} festivals={allFestivals(node)} />
          <Check on={joins} test="connect-join" onChange={setJoins}>
            {t('joinAndGoOnline')}
          </Check>
        </>
      )}
      <KnownAs approval={approval} node={node} value={persona} onChoose={(as) => answerAs(approval, as)} />
      <ScopeList {...list} onChange={(scope, on) => setChosen({ ...chosen, [scope]: on })} />
    </Question>
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
