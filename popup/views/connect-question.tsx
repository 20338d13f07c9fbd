// May this site connect? Each permission can be unticked, and every one ends (mockup 02a).
import { useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import { readResources } from '../../src/adapters/dexie/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { Segments } from '../../ui/segments.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { readConnect, scopeWords } from '../../ui/scopes.ts'
import { useArmed } from '../use-armed.ts'
import type { ApprovalProps } from './approval.tsx'
import { ShowRest } from './show-rest.tsx'
import { SiteHead } from './site-head.tsx'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export interface QuestionProps extends ApprovalProps {
  approval: ApprovalRow
  /** How many questions wait, this one included. */
  waiting: number
  onAnswered: () => void
}

export function ConnectQuestion(props: QuestionProps): JSX.Element {
  const { approval, node, me } = props
  const decide = useCommand('approval.decide')
  const { scopes, reason } = readConnect(approval.params)
  const [dropped, setDropped] = useState<readonly string[]>([])
  const [length, setLength] = useState(7 * DAY_MS)
  const end = useRef<HTMLDivElement>(null)
  const { armed, readToEnd } = useArmed(approval.id, end)
  const titles = useResourceTitles(node.festivals.map(({ festival }) => festival))
  const kept = scopes.filter((scope) => !dropped.includes(scope))
  const answer = async (params: Parameters<typeof decide.run>[0]): Promise<void> => {
    if (await decide.run(params)) props.onAnswered()
  }
  return (
    <>
      <div class="scroll question" data-test="approval" data-kind="connect" data-approval={approval.id}>
        <SiteHead
          origin={approval.origin}
          waiting={props.waiting}
          words={reason === undefined ? t('siteConnects') : t('siteConnectsBecause', [isolated(reason)])}
        />
        <fieldset class="card scopes">
          <legend class="spoken">{t('scopesLegend')}</legend>
          {scopes.map((scope) => {
            const { title, detail } = scopeWords(scope, node.festivals, titles, personaTitle(me))
            return (
              <Check
                key={scope}
                on={!dropped.includes(scope)}
                test="scope"
                data={{ 'data-scope': scope }}
                onChange={(on) =>
                  setDropped((before) => (on ? before.filter((each) => each !== scope) : [...before, scope]))
                }
              >
                <b>{title}</b>
                <span class="small soft">{detail}</span>
              </Check>
            )
          })}
        </fieldset>
        <div ref={end} class="read-mark" />
        <Segments
          label={t('howLong')}
          value={length}
          onChoose={setLength}
          choices={[
            { value: HOUR_MS, words: t('oneHour') },
            { value: 7 * DAY_MS, words: t('sevenDays') },
            { value: 90 * DAY_MS, words: t('ninetyDays') },
          ]}
        />
        <p class="small soft row top">
          <Icon name="key" size="small" />
          <span>{t('keyStays')}</span>
        </p>
        <Button
          look="link"
          size="small"
          test="approval-block"
          onClick={() => void answer({ approval: approval.id, decision: 'block' })}
        >
          {t('siteBlock')}
        </Button>
      </div>
      <div class="actions">
        <ShowRest read={readToEnd} end={end} />
        <Outcome slow={decide.slow} error={decide.error} />
        <Button
          look="main"
          grow
          busy={decide.busy}
          disabled={!armed || kept.length === 0}
          test="approval-approve"
          onClick={() =>
            void answer({ approval: approval.id, decision: 'approve', scopes: kept, until: Date.now() + length })
          }
        >
          {t('connect')}
        </Button>
        <Button
          look="line"
          busy={decide.busy}
          test="approval-reject"
          onClick={() => void answer({ approval: approval.id, decision: 'reject' })}
        >
          {t('notNow')}
        </Button>
      </div>
    </>
  )
}

function useResourceTitles(
  festivals: readonly Parameters<typeof readResources>[1][],
): Readonly<Record<string, string>> {
  const titles = useLive(
    async (db) => {
      const resources = await Promise.all(festivals.map((festival) => readResources(db, festival)))
      return Object.fromEntries(resources.flat().map(({ id, title }) => [id, title]))
    },
    [festivals.join(' ')],
  )
  return titles ?? {}
}
