// Keeps an eye on the log: each new signed head is held against those that this browser saw before.
import { get, getText, type Outcome } from '../api/client'
import { cryptography } from './bytes'
import { see, type Head, type Memory, type Prove, type Seen } from './heads'
import { keep, kept, type Alarm, type Kept } from './memory'

export type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'verified'; readonly head: Head; readonly since: Head | null }
  | { readonly kind: 'anew'; readonly head: Head; readonly before: Memory; readonly next: Memory }
  | { readonly kind: 'unchecked'; readonly why: string }

export const NO_CRYPTOGRAPHY = 'This page came over plain http from another machine, and browsers give no '
  + 'cryptography to such pages. Over https, or on this machine, it can check.'

const prove: Prove = (from, to) => get('/api/ledger/consistency', { query: { from, to } })

class Watch {
  state = $state.raw<State>({ kind: 'waiting' })
  alarm = $state.raw<Alarm | null>(null)
  /** Of the log that is watched now; null before anything was seen. */
  memory = $state.raw<Memory | null>(null)
  /** When the newest head was held against those of before, ISO 8601. */
  checkedAt = $state('')
  /** The browser keeps what it saw for the next visit. */
  keeps = $state(true)
  #path = ''
  #turn: Promise<unknown> = Promise.resolve()

  constructor() {
    const { memory, alarm } = kept()
    ;[this.memory, this.alarm] = [memory, alarm]
  }

  /** Looks at the newest signed head of the log that is published at the path. */
  look(path: string): Promise<void> {
    this.#path = path
    return this.#inTurn(async () => {
      const asked = { path: { log: path.split('/').at(-1) ?? '' } }
      const [note, keys] = await Promise.all([
        getText('/ledger/{log}/checkpoint', asked), getText('/ledger/{log}/keys', asked)])
      const failed = [note, keys].find((each) => each.kind !== 'answered')
      if (failed) return this.#unchecked(words(failed))
      if (note.kind === 'answered' && keys.kind === 'answered') await this.#see(note.body, keys.body)
    })
  }

  /** A head that came with a proof: whether it is that of the log; null where that cannot be told. */
  seeHead(note: string): Promise<boolean | null> {
    return this.#inTurn(async () => {
      if (!this.memory) return null
      const seen = await this.#see(note, '')
      return seen.kind === 'verified' ? true : seen.kind === 'mismatch' ? false : null
    })
  }

  /** Something at a position is not what was signed. */
  accuse(position: number, what: string): void {
    const { alarm } = this
    if (alarm && (alarm.position === null || alarm.position <= position)) return
    this.#raise({ what, where: `position #${position}`, at: new Date().toISOString(), position })
  }

  /** Whoever reads here knows why: what was seen so far counts no more. */
  forget(): void {
    ;[this.memory, this.alarm] = [null, null]
    this.#keep()
    this.state = { kind: 'waiting' }
    if (this.#path) void this.look(this.#path)
  }

  /** A log that began anew is from now on the one that is watched. */
  accept(): void {
    if (this.state.kind !== 'anew') return
    const { head, next } = this.state
    this.memory = next
    this.#keep()
    this.state = { kind: 'verified', head, since: null }
  }

  /** One after the other: two heads that came at once must not both be the first. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act)
    this.#turn = turn.catch(() => {})
    return turn
  }

  async #see(note: string, keys: string): Promise<Seen> {
    if (!cryptography()) {
      this.#unchecked(NO_CRYPTOGRAPHY)
      return { kind: 'unchecked', why: NO_CRYPTOGRAPHY }
    }
    // Another tab may have seen more meanwhile.
    this.memory = kept().memory ?? this.memory
    const seen = await see(note, keys, this.memory, prove, new Date().toISOString())
    this.checkedAt = new Date().toISOString()
    this.#take(seen)
    return seen
  }

  #take(seen: Seen): void {
    switch (seen.kind) {
      case 'verified':
        this.memory = seen.memory
        this.state = { kind: 'verified', head: seen.head, since: seen.since }
        return this.#keep()
      case 'anew':
        this.state = { kind: 'anew', head: seen.head, before: seen.before, next: seen.memory }
        return
      case 'unchecked':
        return this.#unchecked(seen.why)
      case 'mismatch': {
        const { first } = seen
        const where = first && `one of leaves ${first.from} to ${first.to}`
        this.#unchecked(seen.what)
        this.#raise({ what: seen.what, where, at: new Date().toISOString(), position: null })
      }
    }
  }

  #unchecked(why: string): void {
    this.state = { kind: 'unchecked', why }
  }

  /** The first alarm stays: what came of it later says less. */
  #raise(alarm: Alarm): void {
    if (this.alarm && alarm.position === null) return
    this.alarm = alarm
    this.#keep()
  }

  #keep(): void {
    const what: Kept = { memory: this.memory, alarm: this.alarm }
    this.keeps = keep(what)
  }
}

function words(outcome: Outcome<unknown>): string {
  if (outcome.kind === 'problem') return outcome.problem.detail
  return outcome.kind === 'unreachable' ? 'The server does not answer.' : 'Something else answered in its place.'
}

export const watch = new Watch()
