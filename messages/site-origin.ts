// Which web site an address belongs to, as the browser sees it: the address comes from other people's operations.

/** `https://example.org` of an address there; undefined when no browser could open it. */
export function siteOrigin(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, protocol } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined
}
