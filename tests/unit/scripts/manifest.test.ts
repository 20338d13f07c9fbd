// Both manifests come from one file; what must never get lost in between is written down here.
import { describe, expect, it } from 'vitest'
import { TILE_HOST, TILE_URL } from '../../../options/map/street-tiles.ts'
import { manifestOf } from '../../../scripts/build/manifest.ts'
import { TARGETS } from '../../../scripts/build/targets.ts'

describe('the manifests', () => {
  it.each(TARGETS)('of %s keeps ws: to this machine and lets no foreign script in', async (target) => {
    const { content_security_policy: policy } = await manifestOf(target)
    const { extension_pages: text } = policy as unknown as { extension_pages: string }
    const rules = new Map(text.split(';').map((rule) => [rule.trim().split(' ')[0], rule.trim().split(' ').slice(1)]))
    expect(rules.get('default-src')).toEqual(["'none'"])
    expect(rules.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"])
    expect(rules.get('connect-src')).toEqual(["'self'", 'wss:', 'ws://127.0.0.1:*', 'ws://localhost:*'])
    // Streets for the map of places, once somebody allowed them; no other host is named.
    expect(rules.get('img-src')).toEqual(["'self'", 'data:', 'blob:', `https://${TILE_HOST}`])
    expect(text.match(/https:\/\//g)).toHaveLength(1)
    expect(new URL(TILE_URL.replaceAll(/[{}]/g, '')).host).toBe(TILE_HOST)
    expect(text).not.toContain('unsafe-inline')
    // Firefox's own policy would turn ws: into wss:, so this word must not come back.
    expect(text).not.toContain('upgrade-insecure-requests')
  })

  it('ask each browser only for what it knows', async () => {
    const chrome = await manifestOf('chrome')
    const firefox = await manifestOf('firefox')
    expect(chrome['permissions']).toEqual(['storage', 'unlimitedStorage', 'alarms', 'notifications', 'offscreen'])
    expect(firefox['permissions']).toEqual(['storage', 'unlimitedStorage', 'alarms', 'notifications'])
    expect(chrome).not.toHaveProperty('browser_specific_settings')
    expect(chrome).not.toHaveProperty('key')
    expect(firefox).not.toHaveProperty('minimum_chrome_version')
    expect(chrome['background']).toEqual({ service_worker: 'background/main.js', type: 'module' })
    expect(firefox['background']).toEqual({ scripts: ['background/main.js'], type: 'module' })
  })
})
