// What patients are searched by, as it stands in the address of the page and is sent to the API: by the same names.
import type { Query } from '../router'

export interface Filter {
  /** Of the API's parameter and of the dimension it is counted by. */
  readonly name: string
  readonly label: string
  /** Counted by another name than it is asked by. */
  readonly by?: string
}

/** Words; of several values of one any will do. */
export const WORDS: readonly Filter[] = [
  { name: 'site', label: 'Primary site' },
  { name: 'histology', label: 'Histology' },
  { name: 'grade', label: 'Grade' },
  { name: 'stage', label: 'Stage' },
  { name: 'attribution', label: 'Metastases of' },
  { name: 'procedure', label: 'Procedure' },
  { name: 'therapy', label: 'Therapy' },
  { name: 'status', label: 'Status' },
  { name: 'sex', label: 'Sex' },
]

/** Ranges with both ends: 40..60. */
export const RANGES: readonly Filter[] = [
  { name: 'born', label: 'Born' },
  { name: 'ageAtDiagnosis', label: 'Age at diagnosis' },
  { name: 'lesions', label: 'Foci' },
  { name: 'revisions', label: 'Revisions' },
]

export const FLAGS: readonly Filter[] = [
  { name: 'possible', label: 'also those of whom it cannot be told' },
  { name: 'oneTumour', label: 'told of one tumour' },
]

export interface Chosen {
  readonly name: string
  readonly label: string
  readonly value: string
}

/** The API's query for what the address says; the search box finds by key and by any word. */
export function asked(query: URLSearchParams): Query {
  const words: Record<string, string | readonly string[] | boolean | null> = { text: query.get('q') }
  for (const { name } of WORDS) words[name] = query.getAll(name)
  for (const { name } of RANGES) words[name] = query.get(name)
  for (const { name } of FLAGS) words[name] = query.get(name) === 'true'
  return words
}

/** What the address asks for, one by one, to be shown and taken away. */
export function chosen(query: URLSearchParams): Chosen[] {
  return [...WORDS, ...RANGES].flatMap(({ name, label }) =>
    query.getAll(name).map((value) => ({ name, label, value })))
}

/** The query's values of a name with one more, or one less. */
export function withValue(query: URLSearchParams, name: string, value: string): Query {
  return { [name]: [...new Set([...query.getAll(name), value])] }
}

export function withoutValue(query: URLSearchParams, name: string, value: string): Query {
  const left = query.getAll(name).filter((each) => each !== value)
  return { [name]: left.length > 0 ? left : null }
}

/** Nothing of what is searched by; what belongs to the page stays. */
export function nothing(): Query {
  return Object.fromEntries(['q', ...[...WORDS, ...RANGES, ...FLAGS].map(({ name }) => name)].map((name) => [name, null]))
}
