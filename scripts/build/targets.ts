// The two browsers that the extension is built for, and which source becomes which file in each.

export type ExtensionTarget = 'chrome' | 'firefox'

export const TARGETS: readonly ExtensionTarget[] = ['chrome', 'firefox']

/** Folder of a finished extension, loadable as it is. */
export function distOf(target: ExtensionTarget): string {
  return `dist/${target}`
}

export interface Entry {
  readonly source: string
  /** Path inside the folder that is built, without ending. */
  readonly output: string
  /** Content scripts are classic scripts: an `export` at their end would silently stop them. */
  readonly format: 'esm' | 'iife'
  /** What it imports later, with `import()`, is read from files of their own when it is needed. */
  readonly isSplit?: true
}

/** In Firefox the background itself is the network context, so only Chromium needs the offscreen document. */
export function entriesOf(target: ExtensionTarget): readonly Entry[] {
  return [
    {
      source: target === 'firefox' ? 'background/main-firefox.ts' : 'background/main.ts',
      output: 'background/main',
      format: 'esm',
    },
    { source: 'popup/main.tsx', output: 'popup/main', format: 'esm' },
    { source: 'options/main.tsx', output: 'options/main', format: 'esm', isSplit: true },
    { source: 'options/map/open-map.ts', output: 'options/map', format: 'esm' },
    { source: 'page/provider.ts', output: 'page/provider', format: 'iife' },
    { source: 'page/content.ts', output: 'page/content', format: 'iife' },
    { source: 'src/adapters/web/verifier-worker-main.ts', output: 'network/verifier-worker', format: 'esm' },
    ...(target === 'chrome'
      ? [{ source: 'network/offscreen.ts', output: 'network/offscreen', format: 'esm' } as const]
      : []),
  ]
}
