// Saves the things of a festival as a table for spreadsheets.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { writeInventoryCsv } from '../../src/exchange/write-inventory.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { panelDatabase } from '../../ui/panel-database.ts'
import { fileNameOf } from '../data/file-name.ts'
import { ChooseFestival } from '../exchange/choose-festival.tsx'
import { SavedFileLine, useFileLink } from '../exchange/file-link.tsx'
import { loadInventory } from '../exchange/load-programme.ts'

/** Nothing while there is no festival. */
export function ExportInventory({ festivals }: { festivals: FestivalOverview[] }): JSX.Element | null {
  const [current] = useCurrentFestival(festivals)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const festival = festivals.find((each) => each.festival === chosen) ?? current
  if (festival === undefined) return null
  return (
    <section class="card padded stack" data-test="inventory-export">
      <h2>{t('inventoryTitle')}</h2>
      <p class="small soft">{t('inventoryText')}</p>
      <ChooseFestival festivals={festivals} value={festival.festival} test="inventory-festival" onChoose={setChosen} />
      <Save key={festival.festival} festival={festival} />
    </section>
  )
}

function Save({ festival }: { festival: FestivalOverview }): JSX.Element {
  const [forMembers, setForMembers] = useState(false)
  const [saved, save] = useFileLink()
  const [state, setState] = useState<'idle' | 'busy' | 'empty'>('idle')
  const write = async (): Promise<void> => {
    setState('busy')
    const source = await loadInventory(panelDatabase(), festival.festival)
    const table = writeInventoryCsv(source, forMembers ? 'members' : 'public')
    setState(table === undefined ? 'empty' : 'idle')
    const name = fileNameOf(`${festival.title} ${t('railThings')}`, 'csv')
    if (table !== undefined) save(table, name, 'text/csv;charset=utf-8')
  }
  return (
    <>
      <Check on={forMembers} onChange={setForMembers} test="inventory-members">
        {t('exchangeMembers')}
        <span class="hint">{t('exchangeMembersHint')}</span>
      </Check>
      <div class="row wrap">
        <Button look="line" icon="download" busy={state === 'busy'} test="inventory-save" onClick={() => void write()}>
          {t('exportSave')}
        </Button>
      </div>
      {state === 'empty' && (
        <Note tone="info" alert test="inventory-empty">
          {t('inventoryNothing')}
        </Note>
      )}
      <SavedFileLine saved={saved} test="inventory-file" />
    </>
  )
}
