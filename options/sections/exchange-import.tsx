// Takes over a programme or a table of things that was made with something else: chosen, looked at, ticked, and only then made.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Note } from '../../ui/note.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { DropFiles } from '../data/drop-files.tsx'
import { ChooseFestival } from '../exchange/choose-festival.tsx'
import { problemWords, readErrorWords } from '../exchange/problem-words.ts'
import { readFile, type ReadFile } from '../exchange/read-file.ts'
import { ProgrammePreview } from './exchange-programme.tsx'
import { ThingsPreview } from './exchange-things.tsx'

export function ImportProgramme({ festivals }: { festivals: FestivalOverview[] }): JSX.Element {
  const [current] = useCurrentFestival(festivals)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const [file, setFile] = useState<File | undefined>(undefined)
  const [read, setRead] = useState<ReadFile | undefined>(undefined)
  const festival = festivals.find((each) => each.festival === chosen) ?? current
  if (festival === undefined) {
    return (
      <section class="card padded stack">
        <h2>{t('exchangeImportTitle')}</h2>
        <p class="small soft">{t('exchangeImportNothing')}</p>
      </section>
    )
  }
  const open = async (next: File | undefined, into: FestivalOverview): Promise<void> => {
    if (next === undefined) return
    const { timezone, from, to } = into
    const window = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    setFile(next)
    setRead(await readFile(next, { zone: timezone, ...window }))
  }
  const choose = (id: string): void => {
    setChosen(id)
    const into = festivals.find((each) => each.festival === id)
    // What its times mean, and what is there already, depends on the festival.
    if (into !== undefined) void open(file, into)
  }
  return (
    <DropFiles
      title={t('exchangeImportTitle')}
      text={t('exchangeImportText')}
      open={t('exchangeOpen')}
      accept=".ics,.xml,.json,.csv"
      test="exchange-input"
      onFiles={([first]) => void open(first, festival)}
    >
      <ChooseFestival festivals={festivals} value={festival.festival} test="exchange-into" onChoose={choose} />
      {festival.isDemo && <p class="small soft">{t('exchangeImportDemo')}</p>}
      {read !== undefined && <Found key={`${festival.festival}/${read.name}`} read={read} festival={festival} />}
    </DropFiles>
  )
}

function Found({ read, festival }: { read: ReadFile; festival: FestivalOverview }): JSX.Element {
  if (read.kind === 'neither') {
    return (
      <Note tone="bad" alert test="error" code={read.error.code}>
        <SafeText text={read.name} />: {readErrorWords(read.error)}
      </Note>
    )
  }
  const { problems } = read.read
  return (
    <>
      <h3 class="break">
        <SafeText text={read.name} />
      </h3>
      {read.kind === 'programme' ? (
        <ProgrammePreview data={read.read.data} festival={festival} />
      ) : (
        <ThingsPreview items={read.read.items} festival={festival} />
      )}
      {problems.length > 0 && (
        <More words={plural('exchangeProblems', problems.length)} test="exchange-problems">
          <ul class="exchange-list small" tabIndex={0}>
            {problems.map((problem, index) => (
              <li key={index} data-code={problem.code}>
                {problemWords(problem)}
              </li>
            ))}
          </ul>
        </More>
      )}
    </>
  )
}
