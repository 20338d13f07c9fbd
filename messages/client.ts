// The panel side of commands: `await command('persona.create', {})`.

import browser from 'webextension-polyfill'
import type { PanelCommand, PanelParams, PanelResponse } from './panel.ts'
import { sendUntilAnswered } from './retry.ts'

/** Asks background to do something. Never rejects; retries by itself while the worker is starting or was killed. */
export async function command<Name extends PanelCommand>(
  name: Name,
  params: PanelParams<Name>,
): Promise<PanelResponse<Name>> {
  return sendUntilAnswered(
    {
      send: (request) => browser.runtime.sendMessage(request),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
    { kind: 'command', id: freshId(), name, params },
  )
}

function freshId(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
