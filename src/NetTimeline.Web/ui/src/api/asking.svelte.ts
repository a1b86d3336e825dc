// A question to the API that a page stands on: asked again when what it asks for changes, or every so often.
import { untrack } from 'svelte'
import type { Answered, Failure, Outcome } from './client'
import { inWords } from './failure'
import { live } from './live.svelte'

export type Question<T> = (signal: AbortSignal) => Promise<Outcome<T>>

/** A reader begins to wonder after this. */
export const SLOW_MS = 2000
/** What may succeed another time is asked again after this, unless the server says when. */
export const AGAIN_MS = 5000

export class Asking<T> {
  /**
   * The last good answer; it stays while the same is asked again, and when that fails. Where something else is asked
   * it stays no longer than nobody could be misled: not once that is slow, or has failed.
   */
  answer = $state.raw<Answered<T> | null>(null)
  /** Why there is no newer one. */
  failure = $state.raw<Failure | null>(null)
  busy = $state(false)
  slow = $state(false)
  #again: (() => void) | null = null
  #answered: Question<T> | null = null

  /** Asks now, whatever it was to wait for. */
  again(): void {
    this.#again?.()
  }

  /** Asks until what it gives back is called. */
  begin(question: Question<T>, everyMs: number | null): () => void {
    let wait: ReturnType<typeof setTimeout> | undefined
    let giveUp = new AbortController()
    const ask = async (): Promise<void> => {
      clearTimeout(wait)
      giveUp.abort()
      const mine = (giveUp = new AbortController())
      await this.#once(question, mine.signal)
      if (mine.signal.aborted) return
      const inMs = everyMs ?? this.#againMs()
      if (inMs !== null) wait = setTimeout(() => void ask(), inMs)
    }
    this.#again = () => void ask()
    void ask()
    return () => {
      clearTimeout(wait)
      giveUp.abort()
    }
  }

  async #once(question: Question<T>, signal: AbortSignal): Promise<void> {
    this.busy = true
    const wonder = setTimeout(() => {
      this.slow = !signal.aborted
      if (this.slow) this.#keepOnly(question)
    }, SLOW_MS)
    try {
      const outcome = await question(signal)
      if (!signal.aborted) this.#take(outcome, question)
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      clearTimeout(wonder)
      if (!signal.aborted) [this.busy, this.slow] = [false, false]
    }
  }

  #againMs(): number | null {
    const { failure } = this
    if (!failure || !inWords(failure).worthAgain) return null
    return failure.kind === 'problem' && failure.retryAfterSeconds ? failure.retryAfterSeconds * 1000 : AGAIN_MS
  }

  #take(outcome: Outcome<T>, question: Question<T>): void {
    if (outcome.kind === 'answered') {
      [this.answer, this.failure] = [outcome, null]
      this.#answered = question
    } else {
      this.failure = outcome
      this.#keepOnly(question)
    }
  }

  #keepOnly(question: Question<T>): void {
    if (this.#answered !== question) this.answer = null
  }
}

/**
 * For components, while they are set up. The question is made anew when what it reads changes; null asks nothing.
 * An answer to an older question is kept on the page for a moment, unless `forget` says otherwise. With `live` it is
 * asked again when the patient that is followed changed.
 */
export function asking<T>(
  question: () => Question<T> | null,
  options: { everyMs?: number; forget?: boolean; live?: boolean } = {},
): Asking<T> {
  const state = new Asking<T>()
  $effect(() => {
    const ask = question()
    if (options.forget) [state.answer, state.failure] = [null, null]
    return ask ? state.begin(ask, options.everyMs ?? null) : undefined
  })
  $effect(() => {
    if (options.live && live.changes > 0) untrack(() => state.again())
  })
  return state
}
