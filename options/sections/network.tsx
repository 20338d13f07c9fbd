// Online or not, with whom, by which meeting points; and connecting by hand without any (DESIGN §6).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { DEFAULT_TRACKERS, readSetting } from '../../src/adapters/dexie/settings.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConnectDirectly } from '../../ui/connect-directly.tsx'
import { TextField } from '../../ui/field.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { trackerFault } from '../../ui/tracker-url.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'

const STATES = { connecting: 'trackerConnecting', open: 'trackerOpen', waiting: 'trackerWaiting' } as const

export function Network({ node }: { node: NodeState }): JSX.Element {
  return (
    <>
      <Note tone={node.online ? 'good' : 'calm'}>{node.online ? t('networkOn') : t('networkOff')}</Note>
      {node.network && <Links node={node} network={node.network} />}
      <Trackers />
      {node.festivals.length > 0 && (
        <section>
          <h2>{t('directTitle')}</h2>
          {node.festivals.map((festival) => (
            <More key={festival.festival} words={visibleText(festivalTitle(festival))}>
              <ConnectDirectly festival={festival.festival} />
            </More>
          ))}
        </section>
      )}
    </>
  )
}

function Links(props: { node: NodeState; network: NonNullable<NodeState['network']> }): JSX.Element {
  const { node, network } = props
  return (
    <section>
      <h2>{t('networkNow')}</h2>
      <ul>
        {node.festivals.map((festival) => (
          <li key={festival.festival}>
            <SafeText text={festivalTitle(festival)} />: {plural('countLinks', network.peers[festival.festival] ?? 0)}
          </li>
        ))}
        {network.trackers.map(({ url, state }) => (
          <li key={url} class="row" data-test="tracker-state" data-state={state}>
            <bdi class="mono small">{url}</bdi>
            <Badge tone={state === 'open' ? 'granted' : 'calm'}>{t(STATES[state])}</Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One address per line; what was never changed shows the addresses that come with the extension. */
function Trackers(): JSX.Element {
  const stored = useLive((db) => readSetting(db, 'trackers').then((trackers) => ({ trackers })))
  const save = useCommand('network.trackers')
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const value = typed ?? (stored?.trackers ?? DEFAULT_TRACKERS).join('\n')
  const trackers = value.split(/\s+/u).filter((url) => url !== '')
  const wrong = trackers.find((url) => trackerFault(url))
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong === undefined) void save.run({ trackers }).then((done) => done && setTyped(undefined))
      }}
    >
      <TextField
        label={t('trackersLabel')}
        hint={t('trackersHint')}
        error={wrong === undefined ? undefined : t('trackersWrong', [wrong])}
        value={value}
        onInput={setTyped}
        lines={5}
        mono
        test="tracker-input"
      />
      <div class="row">
        <Button
          look="main"
          submit
          busy={save.busy}
          disabled={typed === undefined || wrong !== undefined}
          test="tracker-save"
        >
          {t('save')}
        </Button>
        <Outcome slow={save.slow} error={save.error} />
      </div>
    </form>
  )
}
