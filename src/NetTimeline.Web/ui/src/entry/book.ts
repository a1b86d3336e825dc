// What the forms know of what can be recorded: made from the API's description by scripts/entrySchemas.ts.

export type Type =
  | { readonly is: 'text' | 'number' | 'truth' | 'key' | 'length' | 'fixed' }
  | { readonly is: 'word'; readonly of: readonly string[] }
  | { readonly is: 'list'; readonly of: Type }
  | { readonly is: 'record'; readonly name: string }

export interface Member {
  readonly name: string
  readonly type: Type
  readonly must?: boolean
}

export interface Book {
  /** The record of each kind of entry. */
  readonly kinds: Readonly<Record<string, string>>
  readonly records: Readonly<Record<string, readonly Member[]>>
}
