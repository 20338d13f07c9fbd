// How much a decoder made of its input and how deep it is, without a clock and without the garbage collector: every value counts one, text and
// bytes by their length.

/** Elements, characters and bytes inside a value, all together. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length
  if (value instanceof Uint8Array) return 1 + value.length
  if (typeof value !== 'object' || value === null) return 1
  let weight = 1
  for (const child of childrenOf(value)) weight += weightOf(child)
  return weight
}

/** Arrays and maps inside each other. */
export function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0
  let depth = 0
  for (const child of childrenOf(value)) depth = Math.max(depth, depthOf(child))
  return depth + 1
}

function childrenOf(value: object): readonly unknown[] {
  return value instanceof Map ? [...value].flat() : Object.values(value)
}
