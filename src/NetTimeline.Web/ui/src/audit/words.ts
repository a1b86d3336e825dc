// A line of the change log in words.
import type { Schemas } from '../api/client'
import { grouped } from '../shell/log'

export type Line = Schemas['ChangeLineView']

/** A shape for each kind of act; the word stands beside it. */
const GLYPHS: Readonly<Record<string, string>> = {
  creation: '+', amendment: '±', retraction: '–', erasure: '⌫', continuation: '↷',
}

export function glyphOf(line: Line): string {
  return GLYPHS[line.change] ?? '·'
}

/** Its content is gone; an erasure that is recorded is no erased line. */
export function isErased(line: Line): boolean {
  return line.type === 'erased'
}

export function whatOf(line: Line): string {
  const words = line.type.replaceAll('_', ' ')
  return isErased(line) ? 'ERASED' : words.charAt(0).toUpperCase() + words.slice(1)
}

/** What it is about: the entry, or the entries that a correction puts right. */
export function subjectOf(line: Line): string {
  if (line.type === 'patient_enrolled') return line.patient ?? ''
  return line.change === 'creation' ? (line.key ?? '') : (line.corrects ?? line.key ?? '')
}

/** One line of text beside the subject. */
export function gistOf(line: Line): string {
  if (line.erasedBy) return `by ${line.erasedBy.actor}: ${line.erasedBy.reason}`
  return line.reason ?? line.summary ?? line.unreadable ?? ''
}

export function whoOf(line: Line): string {
  return isErased(line) ? 'not known any more' : line.actor
}

/** 2026-11-22 06:55:30 */
export function momentOf(text: string): string {
  return text.slice(0, 19).replace('T', ' ')
}

/** How late it was recorded, from its bounds; whole days are enough of a delay. */
export function lateOf(line: Line): string {
  const { low, high } = line.recordedLate ?? {}
  if (low === undefined) return ''
  return high === undefined || high === low
    ? `${grouped(Math.floor(low))} days late`
    : `${grouped(Math.floor(low))} to ${grouped(Math.ceil(high))} days late`
}

export interface Extent {
  readonly rows: readonly Line[]
  /** Nothing is left to be asked for. */
  readonly whole: boolean
  readonly narrowed: boolean
  /** By what lines are counted without gaps: over all patients by position, of one by version. */
  readonly of: (line: Line) => number
  /** How many there are by another answer; null where none says so. */
  readonly newest: number | null
}

export interface ExtentWords {
  readonly text: string
  readonly tone: 'good' | 'calm' | 'bad'
}

/** How much of the log this is. Only what can be counted here is called complete. */
export function extentOf({ rows, whole, narrowed, of, newest }: Extent): ExtentWords {
  const count = grouped(rows.length)
  const last = rows.at(-1)
  if (!whole) {
    const text = last ? `${count} shown, down to #${grouped(last.position)}; more below` : 'nothing yet'
    return { text, tone: 'calm' }
  }
  if (narrowed) return { text: `complete: ${count} ${rows.length === 1 ? 'line fits' : 'lines fit'}`, tone: 'good' }
  // What came since the other answer is here already.
  const all = Math.max(newest ?? 0, rows[0] ? of(rows[0]) : 0)
  const missing = missingIn(rows, of, all)
  if (missing !== null) return { text: `not complete: ${grouped(missing)} is missing`, tone: 'bad' }
  return { text: `complete: ${count} of ${grouped(all)}`, tone: 'good' }
}

/** The newest number from `all` down to 1 that no line has. Lines that came since it was counted do not matter. */
function missingIn(rows: readonly Line[], of: (line: Line) => number, all: number): number | null {
  const here = new Set(rows.map(of))
  for (let number = all; number >= 1; number--) if (!here.has(number)) return number
  return null
}
