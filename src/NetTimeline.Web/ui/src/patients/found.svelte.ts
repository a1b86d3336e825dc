// Patients who fit, page by page, as a reader comes to them.
import { get, type Failure, type Schemas } from '../api/client'
import type { Query } from '../router'
import { SLOW_MS } from '../api/asking.svelte'

const PAGE = 100

export class Found {
  rows = $state.raw<readonly Schemas['PatientFoundView'][]>([])
  failure = $state.raw<Failure | null>(null)
  busy = $state(false)
  slow = $state(false)
  /** Something was answered to what is asked now. */
  answered = $state(false)
  asOf = $state<number | null>(null)
  setAside = $state(0)
  #query: Query = {}
  #next: string | null = null
  #giveUp = new AbortController()

  /** Asks anew; the rows of before stay until there are others. */
  ask(query: Query): void {
    this.#query = query
    this.#next = null
    this.answered = false
    void this.#page(true)
  }

  again(): void {
    void this.#page(!this.answered)
  }

  more(): void {
    if (this.#next !== null && !this.busy && !this.failure) void this.#page(false)
  }

  stop(): void {
    this.#giveUp.abort()
  }

  async #page(anew: boolean): Promise<void> {
    this.#giveUp.abort()
    const { signal } = (this.#giveUp = new AbortController())
    this.busy = true
    const wonder = setTimeout(() => (this.slow = !signal.aborted), SLOW_MS)
    const query = { ...this.#query, limit: PAGE, after: anew ? null : this.#next }
    try {
      const outcome = await get('/api/patients', { query, signal })
      if (signal.aborted) return
      this.failure = outcome.kind === 'answered' ? null : outcome
      if (outcome.kind === 'answered') this.#take(outcome.body, anew)
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      clearTimeout(wonder)
      if (!signal.aborted) [this.busy, this.slow] = [false, false]
    }
  }

  #take(page: Schemas['PatientsView'], anew: boolean): void {
    const patients = page.patients ?? []
    this.rows = anew ? patients : [...this.rows, ...patients]
    this.#next = page.next ?? null
    this.answered = true
    this.asOf = page.asOfPosition
    this.setAside = page.setAside ?? 0
  }
}
