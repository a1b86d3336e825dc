// What every field of a form knows.
import { createContext } from 'svelte'
import type { Writing } from './writing.svelte'

export interface Form {
  readonly writing: Writing
  /** Of the entry that is written; empty where none is. */
  readonly kind: string
}

export const [theForm, setForm] = createContext<Form>()

/** Of the datalist with the entries of these kinds; empty for all. */
export function listId(kinds: readonly string[]): string {
  return `entries${kinds.map((kind) => `-${kind}`).join('')}`
}

/** As the id of an element. */
export function fieldId(pointer: string): string {
  return `field${pointer.replaceAll('/', '-')}`
}
