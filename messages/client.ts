// The panel side of commands: `await command('persona.create', {})`.

import browser from 'webextension-polyfill'
import type { PanelCommand, PanelParams, PanelResponse } from './panel.ts'
import { sendUntilAnswered } from './retry.ts'
import { PING, unlessSilent } from './silence.ts'

/** Asks background to do something. Never rejects; retries by itself while the worker is starting or was killed. */
export async function command<Name extends PanelCommand>(
  name: Name,
  params: PanelParams<Name>,
): Promise<PanelResponse<Name>> {
  return sendUntilAnswered(
    { send: (request) => unlessSilent({ ping, wait }, browser.runtime.sendMessage(request)), wait },
    { kind: 'command', id: freshId(), name, params },
  )
}

function ping(): Promise<unknown> {
  return browser.runtime.sendMessage(PING)
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

function freshId(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
