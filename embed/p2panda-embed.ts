// The one file that festival web sites copy (DESIGN 10): as a script of a page it defines the elements, as a worker of itself it
// checks snapshots.

import { answerAsWorker } from './checker.ts'
import { defineElements } from './define.ts'

if (typeof document === 'undefined') answerAsWorker(globalThis)
else defineElements(ownAddress())

/** A module does not know its address in a classic script's words: then it is looked for by its name. */
function ownAddress(): string | undefined {
  const { currentScript } = document
  if (currentScript instanceof HTMLScriptElement && currentScript.src !== '') return currentScript.src
  return document.querySelector<HTMLScriptElement>('script[src*="p2panda-embed"]')?.src
}
