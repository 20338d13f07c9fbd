// Twelve words, each helped along, all of them at once by pasting, and told by their place when one can not be right.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { isWord, meantWord, wordsThatBegin } from '../../src/wallet/word-check.ts'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { sayCameBack } from './came-back.tsx'

const COUNT = 12
/** Letters after which a word of the list is certain. */
const OFFERED = 6

export function RestoreWords(): JSX.Element {
  const [words, setWords] = useState<readonly string[]>(Array.from({ length: COUNT }, () => ''))
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [at, setAt] = useState(0)
  const restore = useCommand('backup.restoreWords')
  /** Puts words into the places from `index` on: typed one by one, or pasted together. */
  const put = (index: number, typed: readonly string[]): void => {
    setWords(words.map((word, place) => typed[place - index] ?? word))
  }
  const wrong = words.flatMap((word, index) => (left.has(index) && word !== '' && !isWord(word) ? [index] : []))
  const isWhole = words.every((word) => word !== '')
  const submit = async (): Promise<void> => {
    setLeft(new Set(words.keys()))
    if (!isWhole || !words.every(isWord)) return
    if ((await restore.run({ words: words.join(' ') })) !== undefined) sayCameBack('words')
  }
  return (
    <form
      class="stack"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <ol class="twelve-words typed" translate={false}>
        {words.map((word, index) => (
          // Places do not move.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <input
              class="input mono"
              aria-label={t('wordsNumber', [index + 1])}
              aria-invalid={wrong.includes(index) ? 'true' : undefined}
              list="word-list"
              autocapitalize="none"
              autocomplete="off"
              spellcheck={false}
              value={word}
              data-test={`restore-word-${index + 1}`}
              onFocus={() => setAt(index)}
              onBlur={() => setLeft(new Set([...left, index]))}
              onInput={(event) => put(index, [plain(event.currentTarget.value)])}
              onPaste={(event) => {
                const pasted = wordsIn(event.clipboardData?.getData('text') ?? '')
                if (pasted.length < 2) return
                event.preventDefault()
                put(pasted.length >= COUNT ? 0 : index, pasted)
                setLeft(new Set(words.keys()))
              }}
            />
          </li>
        ))}
      </ol>
      <datalist id="word-list">
        {wordsThatBegin(words[at] ?? '', OFFERED).map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      <div role="alert" class="stack tight">
        {wrong.map((index) => (
          <WrongWord key={index} place={index} word={words[index] ?? ''} onMeant={(word) => put(index, [word])} />
        ))}
      </div>
      <div class="row wrap">
        <Button look="main" submit busy={restore.busy} disabled={!isWhole} test="restore-words-submit">
          {t('restoreWordsDo')}
        </Button>
      </div>
      <Outcome slow={restore.slow} error={restore.error} />
    </form>
  )
}

function WrongWord(props: { place: number; word: string; onMeant: (word: string) => void }): JSX.Element {
  const meant = meantWord(props.word)
  return (
    <p class="hint bad row wrap" data-test="word-wrong" data-place={props.place + 1}>
      <span>{t('wordsUnknown', [props.place + 1, props.word])}</span>
      {meant !== undefined && (
        <Button look="link" test="word-meant" onClick={() => props.onMeant(meant)}>
          {t('wordsMeant', [meant])}
        </Button>
      )}
    </p>
  )
}

function plain(typed: string): string {
  return typed.normalize('NFKD').trim().toLowerCase()
}

/** The words of a pasted text; numbers and points between them are left out. */
function wordsIn(text: string): string[] {
  return plain(text)
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .slice(0, COUNT)
}
