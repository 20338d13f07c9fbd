// What stands between web pages and the inside: two tables that share no name, a manifest that lets nobody else in, and no listener
// for other extensions.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pageMethods } from '../../../background/page-methods.ts'
import { commandIn } from '../../../messages/server.ts'

const self = { id: 'me', origin: 'chrome-extension://me' }
const page = { id: 'me', origin: 'https://panda.example', url: 'https://panda.example/', frameId: 0, tab: { id: 7 } }
const manifest = JSON.parse(readFileSync('manifest.json', 'utf8')) as {
  common: Record<string, unknown> & {
    content_scripts: { all_frames: boolean; matches: string[]; run_at: string }[]
    content_security_policy: { extension_pages: string }
  }
}

/** Every command that panels have, from the contract. */
function commandNames(): string[] {
  const contract = readFileSync('messages/panel.ts', 'utf8')
  return [...contract.matchAll(/^ {2}'?([a-z]+(?:\.[a-zA-Z]+)?)'?: \[/gm)].map((match) => match[1] ?? '')
}

function sources(): string[] {
  const rooms = ['background', 'network', 'page', 'popup', 'options', 'ui', 'messages']
  return rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFileSync(`${room}/${file}`, 'utf8')),
  )
}

describe('a web page', () => {
  it('can call no command of a panel, under no name and from no sender that it can be', () => {
    const names = commandNames()
    expect(names.length).toBeGreaterThan(40)
    for (const name of names) {
      expect(pageMethods.has(name)).toBe(false)
      const message = { kind: 'command', id: '0'.repeat(32), name, params: {} }
      for (const sender of [
        page,
        { ...page, origin: self.origin },
        { ...page, url: `${self.origin}/popup/popup.html` },
        { ...page, id: 'other', origin: self.origin, url: `${self.origin}/popup/popup.html` },
      ]) {
        expect(commandIn(message, sender, self)).toBeUndefined()
      }
    }
  })

  it('has no frame, no private window, no file of ours, and no other extension speaks for it', () => {
    const { common } = manifest
    expect(common['incognito']).toBe('not_allowed')
    expect(common['externally_connectable']).toBeUndefined()
    expect(common['web_accessible_resources']).toBeUndefined()
    expect(common['host_permissions']).toBeUndefined()
    expect(common.content_security_policy.extension_pages).toContain("frame-ancestors 'none'")
    for (const script of common.content_scripts) {
      expect(script).toMatchObject({ all_frames: false, run_at: 'document_start' })
      expect(script.matches).toEqual(['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'])
    }
    for (const text of sources()) expect(text).not.toMatch(/onMessageExternal|onConnectExternal/)
  })
})
