// Lines of the log held against their receipts, one by one or all that are shown.
import { getText, type Outcome } from '../api/client'
import { SvelteMap } from 'svelte/reactivity'
import { cryptography } from './bytes'
import { checkReceipt, type Claim, type Included } from './receipt'
import { NO_CRYPTOGRAPHY, watch } from './watch.svelte'

export type LineState =
  | { readonly kind: 'busy' }
  | { readonly kind: 'verified'; readonly found: Included; readonly at: string }
  /** No signed head covers it yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'unchecked'; readonly why: string }
  | { readonly kind: 'mismatch'; readonly what: string }

const AT_ONCE = 4

/** Of a list: what was found of each line by its position, and how far a run through all of them is. */
export class LineChecks {
  readonly states = new SvelteMap<number, LineState>()
  running = $state(false)
  #run = 0

  async check(line: Claim): Promise<LineState> {
    if (!this.states.has(line.position)) this.states.set(line.position, { kind: 'busy' })
    const { state } = await checked(line, false)
    this.states.set(line.position, state)
    return state
  }

  /** Those that are not verified yet, a few at once. */
  async all(lines: readonly Claim[]): Promise<void> {
    const run = ++this.#run
    const waiting = lines.filter((line) => this.states.get(line.position)?.kind !== 'verified')
    this.running = true
    const one = async (): Promise<void> => {
      for (let line = waiting.shift(); line && run === this.#run; line = waiting.shift()) await this.check(line)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, one))
    if (run === this.#run) this.running = false
  }

  stop(): void {
    this.#run++
    this.running = false
  }
}

/** With its content the text of the receipt comes along; whoever asks for that is recorded as having looked. */
export async function checked(line: Claim, content: boolean): Promise<{ state: LineState; text: string | null }> {
  if (!cryptography()) return { state: { kind: 'unchecked', why: NO_CRYPTOGRAPHY }, text: null }
  const position = String(line.position)
  const outcome = await getText('/api/ledger/receipt/{position}', { path: { position }, query: { content } })
  if (outcome.kind !== 'answered') return { state: { kind: 'unchecked', why: whyNot(outcome) }, text: null }
  if (outcome.status === 202) return { state: { kind: 'pending' }, text: null }
  return { state: await stateOf(outcome.body, line), text: outcome.body }
}

async function stateOf(receipt: string, line: Claim): Promise<LineState> {
  const found = await checkReceipt(receipt, line)
  if (found.kind === 'mismatch') {
    watch.accuse(line.position, found.what)
    return found
  }
  switch (await watch.seeHead(found.checkpoint)) {
    case true: return { kind: 'verified', found, at: new Date().toISOString() }
    case false: return { kind: 'mismatch', what: 'The head that it was proved by is not that of the log seen here.' }
    case null: return { kind: 'unchecked', why: 'The head that it was proved by could not be checked.' }
  }
}

function whyNot(outcome: Outcome<unknown>): string {
  return outcome.kind === 'problem' ? outcome.problem.detail : 'The server did not give its proof.'
}
