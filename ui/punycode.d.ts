// The package has no types, and its plain name is that of a module of Node.
declare module 'punycode/punycode.es6.js' {
  /** A host with each label in its own letters; throws a RangeError where one is no punycode. */
  export function toUnicode(host: string): string
}
