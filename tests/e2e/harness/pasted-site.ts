// A web site of nothing but what p2panda saves for one, and a page with the lines that its README says to paste.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serve, type Served } from '../../../scripts/serve.ts'

/** Writes the files and the page into `root`, and serves it. */
export async function servePasted(root: string, files: Readonly<Record<string, Buffer>>): Promise<Served> {
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(root, name), bytes)
  const lines = String(files['README.txt']).match(/^<.*>$/gm) ?? []
  await writeFile(join(root, 'index.html'), `<!doctype html><link rel="icon" href="data:,">\n${lines.join('\n')}`)
  return serve(root)
}
