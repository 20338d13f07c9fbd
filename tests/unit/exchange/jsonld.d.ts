// The part of jsonld that we use; the package brings no types.
declare module 'jsonld' {
  export interface Literal {
    readonly '@value': string | number
    readonly '@type'?: string
  }
  /** Expanded: every name is an address, every value stands in a list. */
  export interface Node {
    readonly '@id'?: string
    readonly '@type'?: readonly string[]
    readonly [property: string]: string | readonly (string | Node | Literal)[] | undefined
  }
  interface Options {
    /** Fails where something would be dropped. */
    readonly safe: boolean
    readonly documentLoader: (url: string) => Promise<{ document: object; documentUrl: string }>
  }
  const jsonld: { expand(document: object, options: Options): Promise<Node[]> }
  export default jsonld
}
