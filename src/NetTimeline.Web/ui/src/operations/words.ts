// How read models stand, in words and numbers; what is not reported is never a zero.
import type { Schemas } from '../api/client'
import { grouped } from '../shell/log'

export type Projection = Schemas['ProjectionView']
export type Rebuild = NonNullable<Projection['rebuild']>

export const NOT_REPORTED = 'n/r'

export interface StateWords {
  readonly tone: 'good' | 'warn' | 'bad' | 'calm'
  readonly glyph: string
  readonly words: string
  readonly meaning: string
}

const states: Readonly<Record<string, StateWords>> = {
  following: { tone: 'good', glyph: '●', words: 'following', meaning: 'It takes in events as they are recorded.' },
  rebuilding: {
    tone: 'warn', glyph: '◐', words: 'rebuilding',
    meaning: 'A new set of tables is filled beside the one in use; readers notice nothing until the switch.',
  },
  building: {
    tone: 'warn', glyph: '◔', words: 'building',
    meaning: 'Its first set of tables is filled. Until then what rests on it cannot be answered.',
  },
  paused: { tone: 'warn', glyph: '‖', words: 'paused', meaning: 'An operator holds it. Answers grow old.' },
  unkept: { tone: 'bad', glyph: '✕', words: 'unkept', meaning: 'No server keeps it. Answers grow old.' },
}

export function stateOf(projection: Projection): StateWords {
  return states[projection.state]
    ?? { tone: 'calm', glyph: '?', words: projection.state, meaning: 'A newer server reports this state.' }
}

export function number(value: number | null | undefined): string {
  return value === null || value === undefined ? NOT_REPORTED : grouped(value)
}

export function lag(projection: Projection): string {
  if (projection.state === 'building') return NOT_REPORTED
  return projection.behind === 0 ? '0' : `${grouped(projection.behind)} · ${duration(projection.lag)}`
}

/** Nothing was applied of late where the rate is zero: then there is none to report. */
export function rate(projection: Projection): string {
  return projection.rate > 0 ? `${grouped(Math.round(projection.rate))}/s` : NOT_REPORTED
}

/** 58 s, 3 min, 2.5 h. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}

export interface Progress {
  /** 0 to 1; null where it is not known yet of how many. */
  readonly done: number | null
  readonly words: string
}

/** Filling goes by streams; what was recorded meanwhile is caught up with by events. */
export function progressOf(rebuild: Rebuild): Progress {
  if (rebuild.waits) {
    return { done: 1, words: `waits: ${grouped(rebuild.differing ?? 0)} streams have other rows in it` }
  }
  if (rebuild.streamsTotal === 0) return { done: null, words: 'counting what is to be done' }
  const of = `${grouped(rebuild.streamsDone)} of ${grouped(rebuild.streamsTotal)} streams`
  const toGo = rebuild.remaining === null || rebuild.remaining === undefined || rebuild.position > 0
    ? ''
    : `, ${duration(rebuild.remaining)} to go`
  return { done: rebuild.streamsDone / rebuild.streamsTotal, words: of + toGo }
}
