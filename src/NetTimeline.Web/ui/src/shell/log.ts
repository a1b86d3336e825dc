// How the log stands, in a few words, from what /api/ledger says.
import type { Schemas } from '../api/client'

export interface LogState {
  readonly tone: 'good' | 'warn' | 'bad' | 'calm'
  readonly glyph: string
  readonly words: string
  readonly meaning: string
}

const EVENTS = 'events'

export function stateOf(ledger: Schemas['LedgerView']): LogState {
  const log = ledger.logs?.find((each) => each.log === EVENTS)
  if (!log) return { tone: 'calm', glyph: '?', words: 'log n/r', meaning: 'The server does not report its log.' }
  const size = `log #${grouped(log.size)}`
  const standstill = log.standstill?.sentence ?? ''
  if (log.frozen) return { tone: 'bad', glyph: '✕', words: `${size} · frozen`, meaning: standstill }
  if (!log.signs) {
    return { tone: 'calm', glyph: '–', words: `${size} · unsigned`, meaning: 'This server signs nothing.' }
  }
  if (log.standstill) return { tone: 'warn', glyph: '◔', words: `${size} · not signed`, meaning: standstill }
  if (log.signedSize < log.size) {
    const waiting = `${log.size - log.signedSize} not yet in a signed head`
    return { tone: 'warn', glyph: '◔', words: `${size} · ${waiting}`, meaning: 'They are with the next one.' }
  }
  return { tone: 'good', glyph: '✓', words: `${size} · signed`, meaning: `Signed at ${log.signedAt ?? 'n/r'}` }
}

/** 18 204, with a space that does not break. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')
}
