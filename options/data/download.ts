// Hands a file to the browser, which puts it where it puts downloads.

/** `url` is that of a Blob. */
export function download(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
