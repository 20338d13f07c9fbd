// Saves a programme as a file for calendars, Fahrplan apps, web pages and spreadsheets: all of it, that of a place, of a person.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { FILES, programmeFormats, writeProgramme, type ProgrammeFormat } from '../../src/exchange/formats.ts'
import { inRoom, ofPerson, type ProgrammeData } from '../../src/exchange/programme-data.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { Field } from '../../ui/field.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { panelDatabase } from '../../ui/panel-database.ts'
import { useLive } from '../../ui/use-live.ts'
import { fileNameOf } from '../data/file-name.ts'
import { ChooseFestival } from '../exchange/choose-festival.tsx'
import { SavedFileLine, useFileLink } from '../exchange/file-link.tsx'
import { loadParts, loadProgramme } from '../exchange/load-programme.ts'

const FORMATS: Readonly<Record<ProgrammeFormat, string>> = {
  ics: 'exchangeIcs',
  'schedule-xml': 'exchangeXml',
  'schedule-json': 'exchangeJson',
  'json-ld': 'exchangeJsonLd',
  csv: 'exchangeCsv',
}
const ALL = 'all'

export function ExportProgramme({ festivals }: { festivals: FestivalOverview[] }): JSX.Element {
  const [current] = useCurrentFestival(festivals)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const festival = festivals.find((each) => each.festival === chosen) ?? current
  return (
    <section class="card padded stack" data-test="exchange-export">
      <h2>{t('exchangeExportTitle')}</h2>
      <p class="small soft">{festival === undefined ? t('exportNothing') : t('exchangeExportText')}</p>
      {festival !== undefined && (
        <>
          <ChooseFestival
            festivals={festivals}
            value={festival.festival}
            test="exchange-festival"
            onChoose={setChosen}
          />
          <Choices key={festival.festival} festival={festival} />
        </>
      )}
    </section>
  )
}

function Choices({ festival }: { festival: FestivalOverview }): JSX.Element {
  const [forMembers, setForMembers] = useState(false)
  const [part, setPart] = useState(ALL)
  const [format, setFormat] = useState<ProgrammeFormat>('ics')
  const [saved, save] = useFileLink()
  const [state, setState] = useState<'idle' | 'busy' | 'empty'>('idle')
  const parts = useLive((db) => loadParts(db, festival.festival), [festival.festival])
  const write = async (): Promise<void> => {
    setState('busy')
    // Read when it is asked for: a festival may have ten thousand events.
    const data = partOf(await loadProgramme(panelDatabase(), festival, forMembers ? 'members' : 'public'), part)
    setState(data.events.length === 0 ? 'empty' : 'idle')
    if (data.events.length === 0) return
    const { extension, type } = FILES[format]
    const name = fileNameOf([festival.title, titleOf(data, part)].join(' ').trim(), extension)
    save(writeProgramme(data, format, t('exchangeNowhere')), name, `${type};charset=utf-8`)
  }
  return (
    <>
      <Field label={t('exchangePart')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            data-test="exchange-part"
            value={part}
            onChange={(event) => setPart(event.currentTarget.value)}
          >
            <option value={ALL}>{t('exchangeAll')}</option>
            {parts !== undefined && parts.places.length > 0 && (
              <optgroup label={t('exchangeOnePlace')}>
                {parts.places.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {visibleText(title)}
                  </option>
                ))}
              </optgroup>
            )}
            {parts !== undefined && parts.people.length > 0 && (
              <optgroup label={t('exchangeOnePerson')}>
                {parts.people.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {visibleText(name)}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        )}
      </Field>
      <Field label={t('exchangeFormat')}>
        {(wiring) => (
          <select
            {...wiring}
            class="input"
            data-test="exchange-format"
            value={format}
            onChange={(event) => setFormat(event.currentTarget.value as ProgrammeFormat)}
          >
            {programmeFormats.map((each) => (
              <option key={each} value={each}>
                {t(FORMATS[each])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Check on={forMembers} onChange={setForMembers} test="exchange-members">
        {t('exchangeMembers')}
        <span class="hint">{t('exchangeMembersHint')}</span>
      </Check>
      <div class="row wrap">
        <Button look="line" icon="download" busy={state === 'busy'} test="exchange-save" onClick={() => void write()}>
          {t('exportSave')}
        </Button>
      </div>
      {state === 'empty' && (
        <Note tone="info" alert test="exchange-empty">
          {t('exchangeNothingToSave')}
        </Note>
      )}
      <SavedFileLine saved={saved} test="exchange-file" />
    </>
  )
}

/** What was chosen may be gone meanwhile: then nothing is left of it. */
function partOf(data: ProgrammeData, part: string): ProgrammeData {
  if (part === ALL) return data
  return data.rooms.some(({ id }) => id === part) ? inRoom(data, part) : ofPerson(data, part)
}

function titleOf(data: ProgrammeData, part: string): string {
  if (part === ALL) return ''
  const room = data.rooms.find(({ id }) => id === part)
  if (room !== undefined) return room.title
  return data.events[0]?.people.find(({ publicKey }) => publicKey === part)?.name ?? ''
}
