// What a row says, in words. What is not told is n/r; bounds keep both ends.
import type { Schemas } from '../api/client'

export type Row = Schemas['PatientFoundView']
type Whole = Schemas['WholeBoundsView'] | undefined

export const NOT_REPORTED = 'n/r'

export function whole(bounds: Whole): string {
  if (!bounds) return NOT_REPORTED
  const { low, high } = bounds
  if (low === high && low !== undefined) return String(low)
  if (low !== undefined && high !== undefined) return `${low}–${high}`
  if (low !== undefined) return `≥ ${low}`
  return high === undefined ? NOT_REPORTED : `≤ ${high}`
}

/** Codes of the vocabulary have hyphens, and stand beside the words they were taken from. */
export function named(words: readonly string[] | undefined): string[] {
  const plain = (words ?? []).map((word) => word.replaceAll('-', ' '))
  return [...new Set(plain)]
}

/** Places are told from the widest to the narrowest only by the vocabulary; the narrowest are the longest names. */
export function sites(row: Row): string {
  return named(row.certain.site).join(', ') || NOT_REPORTED
}

/** Concepts that everybody here has say nothing of one. */
const TOO_WIDE = new Set(['neoplasm', 'metastasis', 'neuroendocrine neoplasm'])

export function histologies(row: Row): string {
  const all = named(row.certain.histology)
  const telling = all.filter((word) => !TOO_WIDE.has(word))
  return (telling.length > 0 ? telling : all).join(', ') || NOT_REPORTED
}

const SEXES: Readonly<Record<string, string>> = { female: 'f', male: 'm', other: 'other', unknown: 'unknown' }

/** m · ≥ 53; that somebody is not younger than nothing is not told. */
export function person(row: Row): string {
  const sex = row.sex ? (SEXES[row.sex] ?? row.sex) : NOT_REPORTED
  const age = row.ageAtDiagnosis
  return `${sex} · ${age?.low === 0 && age.high === undefined ? NOT_REPORTED : whole(age)}`
}

export function isDead(row: Row): boolean {
  return row.certain.status?.includes('dead') ?? false
}

/** 2026-11-22; the moment stands in the row's title. */
export function day(moment: string): string {
  return moment.slice(0, 10)
}
