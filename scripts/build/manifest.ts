// manifest.json holds what both browsers share and what each needs for itself; this makes the two real manifests.
// Objects are merged and lists are joined, so that a browser can only add to what is common.
import { readFile } from 'node:fs/promises'
import type { ExtensionTarget } from './targets.ts'

type Json = string | number | boolean | null | readonly Json[] | JsonObject
interface JsonObject {
  readonly [key: string]: Json
}

/** The manifest of one browser, with the version of package.json. */
export async function manifestOf(target: ExtensionTarget): Promise<JsonObject> {
  const source = await readJson('manifest.json')
  const { version = '0' } = await readJson('package.json')
  const merged = merge(merge(source['common'] ?? {}, { version }), source[target] ?? {})
  if (!isObject(merged)) throw new Error('manifest.json: “common” and the browsers are objects')
  return merged
}

function merge(one: Json, two: Json): Json {
  if (Array.isArray(one) && Array.isArray(two)) return [...(one as readonly Json[]), ...(two as readonly Json[])]
  if (!isObject(one) || !isObject(two)) return two
  const keys = new Set([...Object.keys(one), ...Object.keys(two)])
  return Object.fromEntries([...keys].map((key) => [key, mergeEntry(one[key], two[key])]))
}

function mergeEntry(one: Json | undefined, two: Json | undefined): Json {
  if (one === undefined || two === undefined) return one ?? two ?? null
  return merge(one, two)
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function readJson(path: string): Promise<JsonObject> {
  return JSON.parse(await readFile(path, 'utf8')) as JsonObject
}
