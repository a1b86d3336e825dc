// What was found of a line or of the log, as a glyph and a word.
import type { LineState } from './lines.svelte'

export interface ProofWords {
  readonly tone: 'good' | 'warn' | 'bad' | 'calm'
  readonly glyph: string
  readonly words: string
}

export function wordsOf(state: LineState): ProofWords {
  switch (state.kind) {
    case 'busy': return { tone: 'calm', glyph: '…', words: 'checking' }
    case 'verified': return { tone: 'good', glyph: '✓', words: 'verified here' }
    case 'pending': return { tone: 'warn', glyph: '◔', words: 'not yet in a signed head' }
    case 'unchecked': return { tone: 'calm', glyph: '?', words: 'not checked' }
    case 'mismatch': return { tone: 'bad', glyph: '✕', words: 'mismatch' }
  }
}

/** How many of each, for a list: what is wrong first. */
export function tally(states: Iterable<LineState>): string {
  const counts = new Map<string, number>()
  for (const state of states) counts.set(wordsOf(state).words, (counts.get(wordsOf(state).words) ?? 0) + 1)
  const order = ['mismatch', 'verified here', 'not yet in a signed head', 'not checked']
  return order.filter((words) => counts.has(words)).map((words) => `${counts.get(words)} ${words}`).join(', ')
}

/** The ends of a hash, which is as much as anybody compares. */
export function short(hash: string): string {
  return `${hash.slice(0, 8)}…${hash.slice(-8)}`
}

/** 07:25:10 */
export function clock(iso: string): string {
  return iso.slice(11, 19)
}
