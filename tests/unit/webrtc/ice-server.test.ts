// What a line of the list of STUN and TURN servers may be: a bad one would end every connection before it begins.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_ICE_SERVERS, parseIceServer } from '../../../src/adapters/dexie/ice-server.ts'
import { DEFAULT_ICE_SERVERS } from '../../../src/adapters/dexie/settings.ts'

describe('a STUN or TURN server', () => {
  it.each([
    ['stun:stun.example.org', { urls: 'stun:stun.example.org' }],
    ['STUN:203.0.113.7:3478', { urls: 'STUN:203.0.113.7:3478' }],
    ['stun:[2001:db8::7]:3478', { urls: 'stun:[2001:db8::7]:3478' }],
    ['turn:ada:secret@turn.example.org', { urls: 'turn:turn.example.org', username: 'ada', credential: 'secret' }],
    [
      'turns:1700:ada:p@ss%3A@[2001:db8::7]:5349?transport=tcp',
      { urls: 'turns:[2001:db8::7]:5349?transport=tcp', username: '1700', credential: 'ada:p@ss:' },
    ],
    ['turn:a%3Ab:c@host:53', { urls: 'turn:host:53', username: 'a:b', credential: 'c' }],
  ])('is read from %s', (line, server) => {
    expect(parseIceServer(line)).toEqual(server)
  })

  it.each([
    '',
    'stun.example.org',
    'stun:',
    'stun:host:0',
    'stun:host:22',
    'stun:999.1.1.1',
    'stun:[1:2]',
    'stun:host:65536',
    'stun:host?transport=udp',
    'stun:user:password@host',
    'stun://host',
    'stun:ho st',
    'stun:host,stun:other',
    'stun:[host]',
    'turn:host',
    'turn:user@host',
    'turn::password@host',
    'turn:user:@host',
    'turn:us%zer:password@host',
    'turn:user:password@host?transport=tls',
    'turn:user:password@',
    'https://host',
    `stun:${'a'.repeat(300)}`,
  ])('is not read from "%s"', (line) => {
    expect(parseIceServer(line)).toBeUndefined()
  })

  it('comes with the extension from two operators at least, none of them asked for a password', () => {
    const servers = DEFAULT_ICE_SERVERS.map(parseIceServer)
    const operators = servers.map((server) => /([^.:]+\.[^.:]+)(?::\d+)?$/.exec(server?.urls ?? '')?.[1])
    expect(new Set(operators).size).toBeGreaterThanOrEqual(2)
    expect(operators).not.toContain(undefined)
    expect(servers.length).toBeLessThanOrEqual(MAX_ICE_SERVERS)
  })

  it('is never made of anything but visible characters, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('stun:', 'turn:u:p@', 'turns:u:p@'),
        (text, scheme) => {
          const server = parseIceServer(scheme + text)
          if (server !== undefined)
            expect(server.urls).toMatch(/^(stun|turns?):[a-z0-9.:[\]-]+(\?transport=(udp|tcp))?$/i)
        },
      ),
    )
  })
})
