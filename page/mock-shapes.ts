// What the methods of the page API take, for the mock provider: it finds the same first mistake as the real one
// (tests/unit/page/conformance.test.ts runs both).

import type { PublishableOp } from './p2panda.d.ts'

/** The path of the first mistake of a value, `''` for the value itself; undefined when there is none. */
export type Shape = (value: unknown) => string | undefined

const isRight = (test: (value: unknown) => boolean): Shape => {
  return (value) => (test(value) ? undefined : '')
}
const id = isRight((value) => isId(value))
const text = (max: number): Shape => isRight((value) => typeof value === 'string' && value.length <= max)
const integer = (min: number, max: number = Infinity): Shape =>
  isRight((value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)
const oneOf = (...choices: readonly unknown[]): Shape => isRight((value) => choices.includes(value))
const plainObject = isRight(isObject)

const list =
  (each: Shape, max: number): Shape =>
  (value) => {
    if (!Array.isArray(value)) return ''
    const wrong = value.map((item: unknown) => each(item))
    const first = wrong.findIndex((path) => path !== undefined)
    if (first !== -1) return `/${first}${wrong[first]}`
    return value.length < 1 || value.length > max ? '' : undefined
  }

/** Names that end in `?` may be missing; others than these must not be there. */
const record =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value) => {
    if (!isObject(value)) return ''
    const known = Object.entries(fields).map(([name, shape]) => ({ name: name.replace('?', ''), key: name, shape }))
    for (const { name, key, shape } of known) {
      const isThere = Object.hasOwn(value, name)
      const path = isThere ? shape(Reflect.get(value, name)) : key.endsWith('?') ? undefined : ''
      if (path !== undefined) return `/${name}${path}`
    }
    const unknown = Object.keys(value).find((name) => known.every((field) => field.name !== name))
    return unknown === undefined ? undefined : `/${unknown}`
  }

const scope = isRight((value) => typeof value === 'string' && isScope(value))
const filter = isRight((value) => {
  const values: unknown[] = isObject(value) ? Object.values(value) : []
  const arePlain = values.every((each) => ['string', 'number', 'boolean'].includes(typeof each))
  return isObject(value) && values.length <= 20 && arePlain
})
const query = record({
  festival: id,
  type: oneOf('festival', 'resource', 'event', 'request', 'authorization', 'programme', 'profile', 'child'),
  'where?': filter,
  'limit?': integer(1, 200),
  'cursor?': text(200),
})
const wish = record({ festival: id, op: text(64), fields: plainObject })
const view: Shape = (value) => {
  const named = isObject(value) ? Reflect.get(value, 'view') : undefined
  if (named === 'queue') return record({ view: oneOf('queue') })(value)
  return record({ view: oneOf('festival', 'event', 'resource'), id })(value)
}
const nothing: Shape = () => undefined

/** By method; these are all that there are. */
export const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  [
    'connect',
    record({
      'festival?': id,
      'invite?': text(6000),
      scopes: list(scope, 20),
      'reason?': text(140),
      'silent?': oneOf(true, false),
    }),
  ],
  ['permissions', nothing],
  ['disconnect', nothing],
  ['identity', (value) => (value === undefined || value === null ? undefined : record({ 'festival?': id })(value))],
  ['query', query],
  ['subscribe', query],
  ['publish', wish],
  ['publishAll', list(wish, 50)],
  [
    'requestResource',
    record({
      event: id,
      resource: id,
      'from?': integer(0),
      'to?': integer(0),
      'quantity?': integer(1),
      'message?': text(2000),
    }),
  ],
  ['authorize', record({ request: id, decision: oneOf('grant', 'deny'), 'reason?': text(2000) })],
  ['join', record({ invite: text(6000) })],
  ['open', view],
])

/** What each operation says: names with `?` may be missing. */
export const FIELDS: Readonly<Record<PublishableOp, readonly string[]>> = {
  'event.create': ['title', 'description?', 'from', 'to', 'tags?', 'links?', 'images?', 'audience?', 'series?'],
  'event.update': ['event', 'set'],
  'event.cancel': ['event', 'reason?'],
  'request.create': [
    'event',
    'resource',
    'from?',
    'to?',
    'quantity?',
    'required?',
    'message?',
    'supersedes?',
    'alternativeTo?',
    'expires?',
  ],
  'request.withdraw': ['request', 'reason?'],
  'resource.create': [
    'title',
    'description?',
    'kind',
    'location?',
    'tags?',
    'images?',
    'availability?',
    'capacity?',
    'buffer?',
    'policy?',
    'requires?',
    'message?',
    'audience?',
  ],
  'resource.update': ['resource', 'set', 'unset?'],
  'programme.publish': ['title', 'events'],
}

/** A field that an operation lacks, or has and does not know; undefined when there is none. */
export function wrongField(op: PublishableOp, fields: object): string | undefined {
  const known = FIELDS[op]
  const missing = known.find((name) => !name.endsWith('?') && !Object.hasOwn(fields, name))
  if (missing !== undefined) return missing
  return Object.keys(fields).find((name) => !known.includes(name) && !known.includes(`${name}?`))
}

export function isPublishable(op: string): op is PublishableOp {
  return Object.hasOwn(FIELDS, op)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^0040[0-9a-f]{128}$/.test(value)
}

function isScope(scopeText: string): boolean {
  const [, verb = scopeText, festival, detail] = /^([a-z]+):([^/:]*)(?:\/([^/:]*))?$/.exec(scopeText) ?? []
  if (scopeText === 'identity') return true
  if (!isId(festival)) return false
  if (verb === 'read') return detail === undefined
  if (verb === 'publish') return detail !== undefined && isPublishable(detail)
  return verb === 'authorize' && (detail === undefined || isId(detail))
}
