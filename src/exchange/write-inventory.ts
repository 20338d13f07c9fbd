// The things of a festival as a table for spreadsheets, one per row: the table that `read-inventory.ts` takes, and who lends each.

import type { ResourceRow } from '../festival/views.ts'
import type { PublicKey } from '../operations/ids.ts'
import type { Audience, Location } from '../operations/operation.ts'
import { writeTable } from './csv-cells.ts'

/** Units of a coordinate in one degree. */
const PER_DEGREE = 10_000_000

/** The names of the columns; not translated, because programs go by them. */
const COLUMNS = ['title', 'kind', 'quantity', 'place', 'address', 'tags', 'description', 'owner']

export interface InventorySource {
  resources: Iterable<ResourceRow>
  /** What somebody calls themselves. */
  nameOf: (owner: PublicKey) => string
}

/** What that audience may have of it, without what is not lent any more; by title. Undefined when that is nothing. */
export function writeInventoryCsv({ resources, nameOf }: InventorySource, audience: Audience): string | undefined {
  const shown = [...resources]
    .filter((row) => row.retired === undefined && (audience === 'members' || row.audience === 'public'))
    .sort((a, b) => compare(a.title, b.title) || compare(a.id, b.id))
  if (shown.length === 0) return undefined
  return writeTable([COLUMNS, ...shown.map((row) => cells(row, nameOf(row.owner)))])
}

function cells({ title, kind, capacity, location, tags, description }: ResourceRow, owner: string): string[] {
  const { place, address } = whereabouts(location)
  return [title, kind, String(capacity), place, address, tags.join('; '), description ?? '', owner]
}

function whereabouts(location: Location | undefined): { place: string; address: string } {
  switch (location?.type) {
    case undefined:
      return { place: '', address: '' }
    case 'address': {
      const { street, postcode, city, country, note = '' } = location
      const town = [postcode, city].filter(Boolean).join(' ')
      return { place: note, address: [street, town, country].filter(Boolean).join(', ') }
    }
    case 'gps':
      return { place: `${location.lat / PER_DEGREE}, ${location.lon / PER_DEGREE}`, address: '' }
    case 'url':
      return { place: location.url, address: '' }
    case 'space':
      return {
        place: [location.world, `${location.x} / ${location.y} / ${location.z}`].filter(Boolean).join(' '),
        address: '',
      }
  }
}

/** Not by locale: the same things are the same file everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
