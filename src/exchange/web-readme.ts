// What lies beside the files for a web site: which is which, what to paste, and what is not in them.

import type { HtmlLocale } from './html-words.ts'
import { plainLine } from './plain-text.ts'
import type { ProgrammeFestival } from './programme-data.ts'

/** What is for members and therefore in none of the files. */
export interface LeftOutOfWeb {
  readonly events: number
  readonly resources: number
}

export function webReadme(festival: ProgrammeFestival, leftOut: LeftOutOfWeb, locale: HtmlLocale): string {
  const title = plainLine(festival.title)
  return (locale === 'de' ? inGerman : inEnglish)(title, linesToPaste(festival.id, locale), leftOut)
}

function linesToPaste(id: string, locale: HtmlLocale): string {
  return [
    '<script src="p2panda-embed.js" defer></script>',
    `<p2panda-programme festival="${id}" snapshot="programme.p2panda" locale="${locale}"></p2panda-programme>`,
  ].join('\n')
}

function inEnglish(title: string, lines: string, { events, resources }: LeftOutOfWeb): string {
  return `${title}: files for the web site

Copy them to your web site, with p2panda-embed.js beside them, which is built from p2panda's source (docs/embedding.md). Then paste these two lines where the programme is to be:

${lines}

programme.p2panda   what everybody signed; the browsers of your visitors check it
programme.html      the programme as a page that needs no JavaScript
programme.ics       for calendars
schedule.xml        for programme apps
schedule.json       the same
programme.jsonld    for search engines

For members only, and left out: events ${events}, things and places ${resources}.
Everything else that was said in the festival is in programme.p2panda, also what people say about themselves and how to reach them.
Save the files anew when the programme has changed, and copy them over these.
`
}

function inGerman(title: string, lines: string, { events, resources }: LeftOutOfWeb): string {
  return `${title}: Dateien für die Webseite

Kopier sie auf deine Webseite und p2panda-embed.js dazu, das aus dem Quelltext von p2panda gebaut wird (docs/embedding.md). Füg dann diese zwei Zeilen dort ein, wo das Programm stehen soll:

${lines}

programme.p2panda   was alle unterschrieben haben; die Browser deiner Gäste prüfen es
programme.html      das Programm als Seite, die kein JavaScript braucht
programme.ics       für Kalender
schedule.xml        für Programm-Apps
schedule.json       dasselbe
programme.jsonld    für Suchmaschinen

Nur für Mitglieder und weggelassen: Veranstaltungen ${events}, Dinge und Orte ${resources}.
Alles andere, was im Festival gesagt wurde, steht in programme.p2panda, auch was Leute über sich sagen und wie man sie erreicht.
Speicher die Dateien neu, wenn sich das Programm geändert hat, und kopier sie über diese.
`
}
