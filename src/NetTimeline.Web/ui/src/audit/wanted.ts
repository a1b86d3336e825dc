// What of the change log is asked for, in the words of the address, which are those of the API but for days.
import type { Query } from '../router'

export const FILTERS = ['patient', 'entry', 'actor', 'change', 'from', 'to', 'backdatedDays'] as const
export type Filter = (typeof FILTERS)[number]

export const CHANGES = ['creation', 'amendment', 'retraction', 'erasure', 'continuation'] as const

const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000

/** Newest first: whoever comes to look wants to know what happened last. */
export function asked(query: URLSearchParams, patient: string | null): Query {
  const said = Object.fromEntries(FILTERS.map((name) => [name, query.get(name)]))
  const between = { from: from(query.get('from')), to: to(query.get('to')) }
  return { ...said, ...between, patient: patient ?? said['patient'], order: 'newest' }
}

export function isNarrowed(query: URLSearchParams, patient: string | null): boolean {
  return FILTERS.some((name) => query.get(name) && !(name === 'patient' && patient !== null))
}

export function nothing(): Record<Filter, null> {
  return Object.fromEntries(FILTERS.map((name) => [name, null])) as Record<Filter, null>
}

/** A day begins with its first moment, UTC; a moment is taken as it is. */
export function from(text: string | null): string | null {
  return text && DAY.test(text) ? `${text}T00:00:00Z` : text
}

/** Through a day: the API takes the moment before which. What is no day it is left to refuse. */
export function to(text: string | null): string | null {
  if (!text || !DAY.test(text)) return text
  const next = new Date(Date.parse(`${text}T00:00:00Z`) + DAY_MS)
  return Number.isNaN(next.getTime()) ? text : `${next.toISOString().slice(0, 10)}T00:00:00Z`
}
