// A long answer, page by page, as a reader comes to it. Pages hang together by what the one before names as next.
import type { Failure, Outcome } from './client'
import { SLOW_MS } from './asking.svelte'

export interface Page<T> {
  readonly rows: readonly T[]
  /** What to go on after; null where there is no more for now. */
  readonly next: number | null
}

export type Turn<T> = (after: number | null, signal: AbortSignal) => Promise<Outcome<Page<T>>>

/** Pages may be empty and go on all the same; after so many in a row the reader is asked. */
const EMPTY_MAX = 20

export class Pages<T> {
  rows = $state.raw<readonly T[]>([])
  failure = $state.raw<Failure | null>(null)
  busy = $state(false)
  slow = $state(false)
  /** Something was answered to what is asked now. */
  answered = $state(false)
  next = $state<number | null>(null)
  #turn: Turn<T> | null = null
  #giveUp = new AbortController()

  /** Nothing is left to be asked for. */
  get whole(): boolean {
    return this.answered && this.next === null && !this.failure
  }

  /** Asks anew; the rows of before stay until there are others. */
  ask(turn: Turn<T>): void {
    this.#turn = turn
    this.next = null
    this.answered = false
    void this.#load(true)
  }

  again(): void {
    void this.#load(!this.answered)
  }

  more(): void {
    if (this.next !== null && !this.busy && !this.failure) void this.#load(false)
  }

  stop(): void {
    this.#giveUp.abort()
  }

  async #load(anew: boolean): Promise<void> {
    this.#giveUp.abort()
    const { signal } = (this.#giveUp = new AbortController())
    this.busy = true
    const wonder = setTimeout(() => (this.slow = !signal.aborted), SLOW_MS)
    try {
      for (let pages = 0; pages < EMPTY_MAX; pages++) {
        const found = await this.#one(anew && pages === 0, signal)
        if (found > 0 || this.next === null || signal.aborted || this.failure) break
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      clearTimeout(wonder)
      if (!signal.aborted) [this.busy, this.slow] = [false, false]
    }
  }

  /** How many rows it had. */
  async #one(anew: boolean, signal: AbortSignal): Promise<number> {
    const outcome = await this.#turn!(anew ? null : this.next, signal)
    if (signal.aborted) return 0
    this.failure = outcome.kind === 'answered' ? null : outcome
    if (outcome.kind !== 'answered') return 0
    const { rows, next } = outcome.body
    this.rows = anew ? rows : [...this.rows, ...rows]
    this.next = next
    this.answered = true
    return rows.length
  }
}
