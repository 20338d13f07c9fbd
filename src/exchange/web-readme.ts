// What lies beside the files for a web site: which is which, what to paste, and what is not in them.

import type { HtmlLocale } from './html-words.ts'
import { plainLine } from './plain-text.ts'
import type { ProgrammeFestival } from './programme-data.ts'

/** What is for members and therefore in none of the files. */
export interface LeftOutOfWeb {
  readonly events: number
  readonly resources: number
}

/** `hasScript`: p2panda-embed.js lies beside it. */
export function webReadme(
  festival: ProgrammeFestival,
  leftOut: LeftOutOfWeb,
  { locale, hasScript }: { readonly locale: HtmlLocale; readonly hasScript: boolean },
): string {
  const title = plainLine(festival.title)
  const words = locale === 'de' ? inGerman : inEnglish
  return words(title, linesToPaste(festival.id, locale), { ...leftOut, hasScript })
}

/** For who has no JavaScript. */
const PLAIN: Readonly<Record<HtmlLocale, string>> = { en: 'The programme', de: 'Das Programm' }

interface Facts extends LeftOutOfWeb {
  readonly hasScript: boolean
}

function linesToPaste(id: string, locale: HtmlLocale): string {
  return [
    '<script src="p2panda-embed.js" defer></script>',
    `<p2panda-programme festival="${id}" snapshot="programme.p2panda" locale="${locale}"><a href="programme.html">${PLAIN[locale]}</a></p2panda-programme>`,
  ].join('\n')
}

function inEnglish(title: string, lines: string, { events, resources, hasScript }: Facts): string {
  return `${title}: files for the web site

${hasScript ? 'Copy all of them into one folder of your web site.' : "Copy them into one folder of your web site, with p2panda-embed.js beside them: it is in what the app saves for a web site, and built from p2panda's source."} Then paste these two lines where the programme is to be:

${lines}

${hasScript ? 'p2panda-embed.js    shows the programme; LICENSES.txt says what it is made of\np2panda-embed-fallback.js   asked for only where a page has no https\n' : ''}programme.p2panda   what everybody signed; the browsers of your visitors check it
programme.html      the programme as a page that needs no JavaScript
programme.ics       for calendars
schedule.xml        for programme apps
schedule.json       the same
programme.jsonld    for search engines

For members only, and left out: events ${events}, things and places ${resources}.
Everything else that was said in the festival is in programme.p2panda, also what people say about themselves and how to reach them.
Save the files anew when the programme has changed, and copy them over these.
If the page lies in another folder than the files, write their whole addresses (https://…) into both lines.
`
}

function inGerman(title: string, lines: string, { events, resources, hasScript }: Facts): string {
  return `${title}: Dateien für die Webseite

${hasScript ? 'Kopier sie alle in einen Ordner deiner Webseite.' : 'Kopier sie in einen Ordner deiner Webseite und p2panda-embed.js dazu: Es ist bei dem dabei, was die App für eine Webseite speichert, und wird aus dem Quelltext von p2panda gebaut.'} Füg dann diese zwei Zeilen dort ein, wo das Programm stehen soll:

${lines}

${hasScript ? 'p2panda-embed.js    zeigt das Programm; in LICENSES.txt steht, woraus es besteht\np2panda-embed-fallback.js   nur für Seiten ohne https\n' : ''}programme.p2panda   was alle unterschrieben haben; die Browser deiner Gäste prüfen es
programme.html      das Programm als Seite, die kein JavaScript braucht
programme.ics       für Kalender
schedule.xml        für Programm-Apps
schedule.json       dasselbe
programme.jsonld    für Suchmaschinen

Nur für Mitglieder und weggelassen: Veranstaltungen ${events}, Dinge und Orte ${resources}.
Alles andere, was im Festival gesagt wurde, steht in programme.p2panda, auch was Leute über sich sagen und wie man sie erreicht.
Speicher die Dateien neu, wenn sich das Programm geändert hat, und kopier sie über diese.
Liegt die Seite in einem anderen Ordner als die Dateien, dann schreib in beide Zeilen deren ganze Adressen (https://…).
`
}
