// The few words of the page of a programme (`write-html.ts`) that are not somebody's own: files have no `_locales`.

/** The languages that a page is written in. */
export const htmlLocales = ['en', 'de'] as const
export type HtmlLocale = (typeof htmlLocales)[number]

export interface HtmlWords {
  readonly by: string
  readonly calendar: string
  readonly cancelled: string
  readonly nothing: string
  /** The room of events without one, in the formats that need one. */
  readonly nowhere: string
  readonly tentative: (granted: number, required: number) => string
  readonly zone: (zone: string) => string
}

export const HTML_WORDS: Readonly<Record<HtmlLocale, HtmlWords>> = {
  en: {
    by: 'by',
    calendar: 'For your calendar',
    cancelled: 'Cancelled',
    nothing: 'Nothing is in the programme yet.',
    nowhere: 'Without a place',
    tentative: (granted, required) => `Not confirmed yet: ${granted} of ${required} answers`,
    zone: (zone) => `Times in ${zone}.`,
  },
  de: {
    by: 'von',
    calendar: 'Für deinen Kalender',
    cancelled: 'Abgesagt',
    nothing: 'Noch ist nichts im Programm.',
    nowhere: 'Ohne Ort',
    tentative: (granted, required) => `Noch nicht bestätigt: ${granted} von ${required} Zusagen`,
    zone: (zone) => `Zeiten in ${zone}.`,
  },
}

/** The language of a browser or a person as one that there is; English else. */
export function htmlLocale(tag: string): HtmlLocale {
  return htmlLocales.find((each) => tag.toLowerCase().startsWith(each)) ?? 'en'
}
