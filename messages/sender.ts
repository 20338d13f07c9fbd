// Who sent a message, decided from what the browser says about the sender and never from the message (DESIGN 3.1, 8).

/** What browsers tell about the sender of a message or the other end of a port; only the parts we decide by. */
export interface Sender {
  id?: string | undefined
  url?: string | undefined
  origin?: string | undefined
  frameId?: number | undefined
  documentLifecycle?: string | undefined
  tab?: { id?: number | undefined; cookieStoreId?: string | undefined } | undefined
}

/** This extension: its id and the origin of its pages. */
export interface Self {
  id: string
  /** e.g. `chrome-extension://…` or `moz-extension://…`, no slash at the end. */
  origin: string
}

/** A web page in the top frame of a tab. */
export interface PageSender {
  origin: string
  /** Firefox: the cookie store of the tab's container; '' in Chromium. */
  container: string
  tab: number
}

/** True for our own popup, options and offscreen document; web pages and content scripts never pass. */
export function isOwnPage(sender: Sender, self: Self): boolean {
  return sender.id === self.id && originOf(sender) === self.origin && originOfUrl(sender.url) === self.origin
}

/** True for exactly one of our own pages, e.g. `network/offscreen.html`. */
export function isOwnDocument(sender: Sender, self: Self, path: string): boolean {
  return isOwnPage(sender, self) && sender.url === `${self.origin}/${path}`
}

/**
 * The web page behind a content script, or undefined for everything else: frames, pages that are not shown yet
 * (prerendered), opaque origins, plain http beyond this machine, our own pages, other extensions.
 */
export function pageOf(sender: Sender, self: Self): PageSender | undefined {
  const tab = sender.tab?.id
  const isShown = sender.documentLifecycle === undefined || sender.documentLifecycle === 'active'
  if (sender.id !== self.id || tab === undefined || sender.frameId !== 0 || !isShown) return undefined
  const origin = originOf(sender)
  if (origin === undefined || !isWebOrigin(origin)) return undefined
  return { origin, container: sender.tab?.cookieStoreId ?? '', tab }
}

/** Chromium always says the origin; where it is missing the URL of the sending document decides. */
function originOf(sender: Sender): string | undefined {
  return sender.origin ?? originOfUrl(sender.url)
}

/** `new URL` says 'null' for the schemes of extensions in some engines, so theirs is read from the text. */
function originOfUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const extension = /^(?:chrome|moz)-extension:\/\/[^/]+/.exec(url)
  if (extension !== null) return extension[0]
  return URL.canParse(url) ? new URL(url).origin : undefined
}

/** https anywhere, http on this machine only; and in the one canonical spelling that `URL` gives. */
function isWebOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, hostname, origin: canonical } = new URL(origin)
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1'
  return canonical === origin && (protocol === 'https:' || (protocol === 'http:' && isLocal))
}
