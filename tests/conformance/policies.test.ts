// The built-in policies pass the suite of all policies.

import { commitmentOf } from '../../src/festival/draw.ts'
import { external } from '../../src/festival/policies/external.ts'
import { firstComeFirstServed } from '../../src/festival/policies/first-come-first-served.ts'
import { lottery } from '../../src/festival/policies/lottery.ts'
import { manual } from '../../src/festival/policies/manual.ts'
import { token } from '../../src/festival/policies/token.ts'
import { id } from '../unit/festival/story.ts'
import { policySuite } from './policy-suite.ts'

const nonce = new Uint8Array(32).fill(1)
const commitment = commitmentOf(nonce)
const due = { kind: 'lottery', until: 10, commitment } as const

policySuite('first come, first served', firstComeFirstServed, { kind: 'first-come-first-served' })
policySuite('by hand', manual, { kind: 'manual' })
policySuite('by lot, while it collects', lottery(new Map()), { ...due, until: 1000 })
policySuite('by lot, when it draws', lottery(new Map([[id('R'), { nonce, lastArrival: 99 }]])), due)
policySuite('by lot, without its nonce', lottery(new Map([[id('R'), {}]])), due)
policySuite('by token', token, { kind: 'token', resource: id('T') })
policySuite('by a web site', external(new Set([id('R')])), { kind: 'external', url: 'https://game.example/' })
policySuite('by a web site that may not', external(new Set()), { kind: 'external', url: 'https://game.example/' })
