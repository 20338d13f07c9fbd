// How this browser serves its person: second thoughts, notifications, quiet hours. Local choices, nobody else hears of them.
import type { JSX } from 'preact'
import { readUndoSeconds } from '../../src/adapters/dexie/held-answer-rows.ts'
import { readSetting } from '../../src/adapters/dexie/settings.ts'
import { NOTICE_KINDS, type NoticeKind, type QuietHours } from '../../src/festival/notices.ts'
import { UNDO_SECONDS } from '../../src/festival/second-thoughts.ts'
import { Check } from '../../ui/check.tsx'
import { TextField } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { Radio } from '../../ui/radio.tsx'
import { useCommand, type CommandHandle } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'

type Choose = CommandHandle<'preferences.set'>['run']

const NIGHT: QuietHours = { from: 22 * 60, to: 8 * 60 }

const KIND_WORDS: Readonly<Record<NoticeKind, string>> = {
  requests: 'settingsNoticeRequests',
  moves: 'settingsNoticeMoves',
  answers: 'settingsNoticeAnswers',
  promotions: 'settingsNoticePromotions',
}

export function Settings(): JSX.Element | null {
  const set = useCommand('preferences.set')
  const chosen = useLive(async (db) => ({
    undoSeconds: await readUndoSeconds(db),
    notices: (await readSetting(db, 'notices')) ?? {},
  }))
  if (chosen === undefined) return null
  const { undoSeconds, notices } = chosen
  return (
    <>
      <section>
        <h2 id="second-thoughts">{t('settingsUndo')}</h2>
        <p class="small soft">{t('settingsUndoText')}</p>
        <div role="radiogroup" aria-labelledby="second-thoughts">
          {UNDO_SECONDS.map((seconds) => (
            <Radio
              key={seconds}
              group="undo"
              on={seconds === undoSeconds}
              test={`undo-${seconds}`}
              onChoose={() => void set.run({ undoSeconds: seconds })}
            >
              {seconds === 0 ? t('settingsUndoNone') : t('settingsUndoSeconds', [seconds])}
            </Radio>
          ))}
        </div>
      </section>
      <NoticeChoices off={notices.off ?? []} choose={set.run} />
      <QuietChoice quiet={notices.quiet} choose={set.run} />
      <Outcome slow={set.slow} error={set.error} />
    </>
  )
}

function NoticeChoices({ off, choose }: { off: readonly NoticeKind[]; choose: Choose }): JSX.Element {
  return (
    <section>
      <h2>{t('settingsNotices')}</h2>
      <p class="small soft">{t('settingsNoticesText')}</p>
      {NOTICE_KINDS.map((kind) => (
        <Check
          key={kind}
          on={!off.includes(kind)}
          test={`notices-${kind}`}
          onChange={(on) => void choose({ noticesOff: on ? off.filter((each) => each !== kind) : [...off, kind] })}
        >
          {t(KIND_WORDS[kind])}
        </Check>
      ))}
    </section>
  )
}

function QuietChoice({ quiet, choose }: { quiet: QuietHours | undefined; choose: Choose }): JSX.Element {
  const change = (part: Partial<QuietHours>): void => void choose({ quiet: { ...(quiet ?? NIGHT), ...part } })
  return (
    <section>
      <Check on={quiet !== undefined} test="quiet" onChange={(on) => void choose({ quiet: on ? NIGHT : null })}>
        {t('settingsQuiet')}
        <span class="hint">{t('settingsQuietText')}</span>
      </Check>
      {quiet !== undefined && (
        <div class="row wrap">
          {(['from', 'to'] as const).map((end) => (
            <TextField
              key={end}
              label={t(end === 'from' ? 'settingsQuietFrom' : 'settingsQuietTo')}
              type="time"
              value={clockTime(quiet[end])}
              test={`quiet-${end}`}
              onInput={(text) => {
                const minute = minuteOf(text)
                if (minute !== undefined) change({ [end]: minute })
              }}
            />
          ))}
        </div>
      )}
    </section>
  )
}

/** "22:00", as time fields have it. */
function clockTime(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Undefined while the field is half filled in. */
function minuteOf(text: string): number | undefined {
  const [hours, minutes] = /^(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number) ?? []
  return hours === undefined || minutes === undefined ? undefined : hours * 60 + minutes
}
