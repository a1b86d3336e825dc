// Addresses and what they show, pure. Where the browser is stands in here.svelte.ts, all routes in routes.ts.
import type { Component } from 'svelte'

/** What a page is given: the named parts of its path, decoded. */
export interface PageProps {
  params: Readonly<Record<string, string>>
}

export interface Route {
  /** Segments, with parts in braces: `/patients/{id}/log`. */
  readonly pattern: string
  /** Of the browser's tab; parts in braces are filled in. */
  readonly title: string
  /** Only what is opened is loaded. */
  readonly load: () => Promise<{ default: Component<PageProps> }>
  /** Its place in the header; what has none is reached from a page. */
  readonly nav?: { readonly label: string; readonly key: string }
  /** Its place among the views of one patient. */
  readonly tab?: string
}

export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** The first route that fits; a final slash does not matter. */
export function match(routes: readonly Route[], path: string): Match | null {
  const segments = segmentsOf(path)
  for (const route of routes) {
    const params = fit(segmentsOf(route.pattern), segments)
    if (params) return { route, params }
  }
  return null
}

type Names<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never

/** An address of a pattern; what is not said of the query is left out, and lists are repeated. */
export function address<P extends string>(
  pattern: P,
  params: { readonly [N in Names<P>]: string },
  query: Query = {},
): string {
  return fill(pattern, params, encodeURIComponent) + search(query)
}

export type QueryValue = string | number | boolean | readonly string[] | null | undefined
export type Query = Readonly<Record<string, QueryValue>>

/** With its question mark; nothing where nothing is asked. */
export function search(query: Query): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const each of value as readonly string[]) words.append(name, each)
    else if (value !== null && value !== undefined && value !== '' && value !== false) words.append(name, String(value))
  }
  // A colon is allowed in a query, and `known=entry:ct-1` is easier to read than its code.
  const text = words.toString().replaceAll('%3A', ':').replaceAll('%7E', '~')
  return text ? `?${text}` : ''
}

export function titleOf(found: Match | null): string {
  const title = found ? fill(found.route.title, found.params, (part) => part) : 'No such page'
  return `${title} · NetTimeline`
}

function fill(pattern: string, params: Readonly<Record<string, string>>, write: (part: string) => string): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => write(params[name] ?? ''))
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '')
}

function fit(pattern: string[], path: string[]): Record<string, string> | null {
  if (pattern.length !== path.length) return null
  const params: Record<string, string> = {}
  for (const [index, wanted] of pattern.entries()) {
    const segment = decoded(path[index] ?? '')
    if (segment === null) return null
    if (wanted.startsWith('{')) params[wanted.slice(1, -1)] = segment
    else if (wanted !== segment) return null
  }
  return params
}

/** Null where it is no text: a percent sign typed by hand. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
