// The parts of an iCalendar file, each with the line that it begins in: so that one broken event does not take the others along,
// and so that a person hears where it is.

export interface IcsBlock {
  line: number
  text: string
  /** Its end is there. */
  isWhole: boolean
}

export interface IcsBlocks {
  /** What the calendar says of itself, as a calendar of its own. */
  head: string
  zones: IcsBlock[]
  events: IcsBlock[]
}

const BEGIN = /^BEGIN:([\w-]+)\s*$/iu
const END = /^END:([\w-]+)\s*$/iu

/** Undefined when the text does not begin as a calendar. */
export function icsBlocks(text: string): IcsBlocks | undefined {
  const lines = text.replace(/^\ufeff/u, '').split(/\r\n|\n|\r/u)
  const first = lines.find((line) => line.trim() !== '')
  if (first === undefined || !/^BEGIN:VCALENDAR\s*$/iu.test(first)) return undefined
  const head: string[] = []
  const zones: IcsBlock[] = []
  const events: IcsBlock[] = []
  let block: { name: string; line: number; lines: string[] } | undefined
  const put = (isWhole: boolean): void => {
    if (block?.name === 'VEVENT' || block?.name === 'VTIMEZONE') {
      const { name, line, lines: inBlock } = block
      const made = { line, text: [...inBlock, ...(isWhole ? [] : [`END:${name}`])].join('\r\n'), isWhole }
      if (name === 'VEVENT') events.push(made)
      else zones.push(made)
    }
    block = undefined
  }
  for (const [index, line] of lines.entries()) {
    const begun = BEGIN.exec(line)?.[1]?.toUpperCase()
    const ended = END.exec(line)?.[1]?.toUpperCase()
    // An event in an event is one whose end was lost.
    if (begun === 'VEVENT' && block !== undefined) put(false)
    if (block === undefined && begun !== undefined && begun !== 'VCALENDAR') {
      block = { name: begun, line: index + 1, lines: [line] }
    } else if (block !== undefined) {
      block.lines.push(line)
      if (ended === block.name) put(true)
    } else if (begun === undefined && ended === undefined && line !== '') head.push(line)
  }
  put(false)
  return { head: ['BEGIN:VCALENDAR', ...head, 'END:VCALENDAR'].join('\r\n'), zones, events }
}
