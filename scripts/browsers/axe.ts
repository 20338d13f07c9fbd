// Accessibility check of a page with axe-core. Its source is evaluated by the debugger, so no page policy stands in the way.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { AxeRules, AxeViolation } from './browser.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Those of them that may hold in one theme and be broken in the other. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly help: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

/** Runs the WCAG 2.2 A and AA rules, or those about colours, through `run`, which evaluates an expression in the page. */
export async function axeViolations(
  run: (expression: string) => Promise<unknown>,
  which: AxeRules,
): Promise<readonly AxeViolation[]> {
  const source = createRequire(resolve('package.json')).resolve('axe-core/axe.min.js')
  // A function body hides `module` and `define`, and keeps axe's own statements out of the expression.
  const inject = `(() => { ${await readFile(source, 'utf8')}\n; return true })()`
  if ((await run('typeof axe === "object"')) !== true) await run(inject)
  const options = JSON.stringify({ runOnly: which === 'all' ? RULES : COLOUR_RULES, resultTypes: ['violations'] })
  const { violations } = (await run(`axe.run(document, ${options})`)) as AxeResults
  return violations.map(({ id, impact, help, nodes }) => ({
    id,
    help,
    impact: impact ?? 'unknown',
    nodes: nodes.map(({ html }) => html.slice(0, 300)),
  }))
}
