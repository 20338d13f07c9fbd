// `npm test`: everything that has to be right before a change goes out. Ends with one line that counts it all.
//   npm test                      types, lint, tests without browsers, then tests in Chromium and Firefox
//   npm run test:unit [filter]    the part without browsers
//   npm run test:e2e [filter]     the tests in browsers
//   P2PANDA_BROWSERS=chromium     only in this browser; firefox and none work too
import type { BrowserKind } from './browsers/browser.ts'
import { wantedBrowsers } from './browsers/wanted.ts'
import { add, NOTHING } from './test/count.ts'
import type { Count } from './test/count.ts'
import { checkStyle, checkTypes, testInBrowsers, testWithoutBrowsers } from './test/steps.ts'

const [part = 'all', ...filters] = process.argv.slice(2)
if (!['all', 'unit', 'e2e'].includes(part)) throw new Error(`npm test knows unit and e2e, not “${part}”`)

function readWanted(): readonly BrowserKind[] {
  try {
    return wantedBrowsers()
  } catch (error) {
    console.error((error as Error).message)
    process.exit(2)
  }
}

const browsers = readWanted()
const start = performance.now()
const counts: Count[] = []
if (part !== 'e2e') {
  // With a filter somebody works on one thing and wants its answer.
  if (filters.length === 0) counts.push(checkTypes(), checkStyle())
  counts.push(testWithoutBrowsers(filters, { short: part === 'unit' }))
}
if (part !== 'unit') counts.push(await testInBrowsers(browsers, filters))

const { passed, failed, skipped } = counts.reduce(add, NOTHING)
const seconds = Math.round((performance.now() - start) / 1000)
console.log(`\nTook ${seconds} s${skipped > 0 ? `; ${skipped} tests were skipped` : ''}.`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
