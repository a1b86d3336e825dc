// How the log stands, in a few words, from what /api/ledger says.
import type { Schemas } from '../api/client'
import type { State } from '../proof/watch.svelte'

export type Log = NonNullable<Schemas['LedgerView']['logs']>[number]

export interface LogState {
  readonly tone: 'good' | 'warn' | 'bad' | 'calm'
  readonly glyph: string
  readonly short: string
  readonly meaning: string
}

const EVENTS = 'events'

/** Of the log of what was recorded; null where the server does not report it. */
export function eventsOf(ledger: Schemas['LedgerView']): Log | null {
  return ledger.logs?.find((each) => each.log === EVENTS) ?? null
}

/** The state alone; how far the log is stands beside it. */
export function stateOf(log: Log): LogState {
  const why = log.standstill?.sentence ?? ''
  if (log.frozen) return { tone: 'bad', glyph: '✕', short: 'frozen', meaning: why }
  if (!log.signs) return { tone: 'calm', glyph: '–', short: 'unsigned', meaning: 'This server signs nothing.' }
  if (log.standstill) return { tone: 'warn', glyph: '◔', short: 'not signed', meaning: why }
  if (log.signedSize < log.size) {
    const waiting = grouped(log.size - log.signedSize)
    return { tone: 'warn', glyph: '◔', short: `${waiting} to be signed`, meaning: 'The next head covers them.' }
  }
  return { tone: 'good', glyph: '✓', short: 'signed', meaning: `Signed at ${log.signedAt ?? 'n/r'}` }
}

/** With what this browser found: a mismatch before everything else, and nothing called verified that was not. */
export function badgeOf(log: Log, proof: State, alarmed: boolean): LogState {
  if (alarmed) return { tone: 'bad', glyph: '✕', short: 'mismatch', meaning: 'It is not what was signed or seen.' }
  const said = stateOf(log)
  if (said.tone !== 'good') return said
  switch (proof.kind) {
    case 'unchecked': return { tone: 'calm', glyph: '?', short: 'not checked', meaning: proof.why }
    case 'anew': return { tone: 'warn', glyph: '◔', short: 'began anew', meaning: 'It has another name and key.' }
    case 'verified':
      if (proof.head.size >= log.signedSize) {
        return { tone: 'good', glyph: '✓', short: 'verified here', meaning: 'It goes on from all that was seen.' }
      }
  }
  return { tone: 'calm', glyph: '…', short: 'signed', meaning: 'Its newest head is being checked.' }
}

/** 18 204, with a space that does not break. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')
}
