// How this browser is online (DESIGN §6, mockup 07a): directly, through relays, or not at all; and whether it is sparing.
import type { JSX } from 'preact'
import { isRelay, parseIceServer } from '../../src/adapters/dexie/ice-server.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { DEFAULT_ICE_SERVERS, readSetting } from '../../src/adapters/dexie/settings.ts'
import { Check } from '../../ui/check.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { Radio } from '../../ui/radio.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'

type Way = 'direct' | 'relay' | 'offline'

/** In the order of the mockup, with the keys of their words and of their consequences. */
const WAYS: readonly (readonly [Way, string, string])[] = [
  ['direct', 'wayDirect', 'wayDirectHint'],
  ['relay', 'wayRelay', 'wayRelayHint'],
  ['offline', 'wayOffline', 'wayOfflineHint'],
]

export function NetworkWays({ node }: { node: NodeState }): JSX.Element {
  const set = useCommand('network.set')
  const hasRelay = useLive(readHasRelay)
  const way: Way = !node.online ? 'offline' : node.relayOnly ? 'relay' : 'direct'
  const choose = (wanted: Way): void =>
    void set.run(wanted === 'offline' ? { online: false } : { online: true, relayOnly: wanted === 'relay' })
  return (
    <>
      <WayNote way={way} hasRelay={hasRelay !== false} />
      <section>
        <h2 id="ways">{t('wayTitle')}</h2>
        <div role="radiogroup" aria-labelledby="ways">
          {WAYS.map(([each, words, hint]) => (
            <Radio key={each} group="way" on={each === way} test={`way-${each}`} onChoose={() => choose(each)}>
              {t(words)}
              <span class="hint">{t(hint)}</span>
            </Radio>
          ))}
        </div>
        <Check on={node.sparing} test="sparing" onChange={(sparing) => void set.run({ sparing })}>
          {t('waySparing')}
          <span class="hint">{t('waySparingHint')}</span>
        </Check>
        <Outcome slow={set.slow} error={set.error} />
      </section>
    </>
  )
}

/** What follows from it now. */
function WayNote({ way, hasRelay }: { way: Way; hasRelay: boolean }): JSX.Element {
  if (way === 'offline') return <Note tone="calm">{t('networkOff')}</Note>
  if (way === 'relay' && !hasRelay) {
    return (
      <Note tone="warn" test="relay-missing">
        {t('wayRelayMissing')}
      </Note>
    )
  }
  return <Note tone="good">{t('networkOn')}</Note>
}

async function readHasRelay(db: Database): Promise<boolean> {
  const lines = (await readSetting(db, 'iceServers')) ?? DEFAULT_ICE_SERVERS
  return lines.some((line) => {
    const server = parseIceServer(line)
    return server !== undefined && isRelay(server)
  })
}
