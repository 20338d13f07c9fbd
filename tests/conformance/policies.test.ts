// The built-in policies pass the suite of all policies.

import { firstComeFirstServed } from '../../src/festival/policies/first-come-first-served.ts'
import { manual } from '../../src/festival/policies/manual.ts'
import { policySuite } from './policy-suite.ts'

policySuite('first come, first served', firstComeFirstServed)
policySuite('by hand', manual)
