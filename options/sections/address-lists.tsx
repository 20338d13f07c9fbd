// The two lists of addresses that the network uses (DESIGN §6): meeting points, and helpers that find one's own address.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { MAX_ICE_SERVERS, parseIceServer } from '../../src/adapters/dexie/ice-server.ts'
import { DEFAULT_ICE_SERVERS, DEFAULT_TRACKERS, readSetting } from '../../src/adapters/dexie/settings.ts'
import type { PanelError } from '../../messages/panel.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { trackerFault } from '../../ui/tracker-url.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'

/** What was never changed shows the addresses that come with the extension; so does the next list. */
export function Trackers(): JSX.Element {
  const stored = useLive((db) => readSetting(db, 'trackers').then((lines) => ({ lines })))
  const save = useCommand('network.trackers')
  return (
    <AddressList
      label={t('trackersLabel')}
      hint={t('trackersHint')}
      stored={stored?.lines ?? DEFAULT_TRACKERS}
      faultOf={(lines) => {
        const wrong = lines.find((url) => trackerFault(url))
        return wrong === undefined ? undefined : t('trackersWrong', [wrong])
      }}
      save={(trackers) => save.run({ trackers })}
      state={save}
      test="tracker"
    />
  )
}

export function IceServers(): JSX.Element {
  const stored = useLive((db) => readSetting(db, 'iceServers').then((lines) => ({ lines })))
  const save = useCommand('network.iceServers')
  return (
    <AddressList
      label={t('iceLabel')}
      hint={t('iceHint')}
      stored={stored?.lines ?? DEFAULT_ICE_SERVERS}
      faultOf={(lines) => {
        const wrong = lines.find((line) => parseIceServer(line) === undefined)
        if (wrong !== undefined) return t('iceWrong', [wrong])
        return lines.length > MAX_ICE_SERVERS ? t('iceMany') : undefined
      }}
      save={(iceServers) => save.run({ iceServers })}
      state={save}
      test="ice"
    />
  )
}

interface AddressListProps {
  label: string
  hint: string
  stored: readonly string[]
  /** The sentence about what is wrong, if anything is. */
  faultOf: (lines: readonly string[]) => string | undefined
  /** Undefined when it was refused. */
  save: (lines: string[]) => Promise<unknown>
  state: { busy: boolean; slow: boolean; error: PanelError | undefined }
  /** Marks `<test>-input` and `<test>-save`. */
  test: string
}

/** One address per line. */
function AddressList(props: AddressListProps): JSX.Element {
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const value = typed ?? props.stored.join('\n')
  const lines = value.split(/\s+/u).filter((line) => line !== '')
  const fault = props.faultOf(lines)
  const { busy, slow, error } = props.state
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (fault === undefined) void props.save(lines).then((saved) => saved && setTyped(undefined))
      }}
    >
      <TextField
        label={props.label}
        hint={props.hint}
        error={fault}
        value={value}
        onInput={setTyped}
        lines={Math.max(2, props.stored.length + 1)}
        mono
        test={`${props.test}-input`}
      />
      <div class="row">
        <Button
          look="main"
          submit
          busy={busy}
          disabled={typed === undefined || fault !== undefined}
          test={`${props.test}-save`}
        >
          {t('save')}
        </Button>
        <Outcome slow={slow} error={error} />
      </div>
    </form>
  )
}
