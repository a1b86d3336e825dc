// A draft while somebody writes it. Its text is the truth: the form and the JSON view both show and change it, so that
// going from one to the other loses nothing.
import { untrack } from 'svelte'
import type { Failure } from '../api/client'
import { browserStore, forget, keep, keptDraft, nameOf, newKey, type Draft, type Task } from './drafts'
import { faultsOf, placed, type Fault } from './faults'
import { readJson, writeJson, type Json, type NotJson, type ReadJson } from './json'
import { at, put } from './pointer'

export class Writing {
  readonly patient: string
  readonly task: Task
  /** It was here before this page was opened. */
  readonly wasKept: boolean
  text = $state('')
  tag = $state<string | null>(null)
  /** False where the browser keeps nothing. */
  kept = $state(true)
  changedAt = $state('')
  /** Another tab has the same draft and wrote to it, or ended it. */
  elsewhere = $state<'changed' | 'ended' | null>(null)
  #failure = $state.raw<Failure | null>(null)
  /** What was changed since it was refused: whether it is still wrong is not known. */
  #mended = $state.raw<readonly string[]>([])
  #idempotencyKey = newKey()
  readonly #first: string
  #fields = $state.raw<ReadonlySet<string>>(new Set())
  readonly #read = $derived.by<ReadJson | NotJson>(() => readJson(this.text))
  readonly #faults = $derived.by(() => faultsOf(this.#failure).filter(({ pointer }) =>
    !this.#mended.some((each) => pointer === each || pointer?.startsWith(`${each}/`))))
  readonly #placed = $derived.by(() => placed(this.#faults, this.#fields))

  constructor(patient: string, task: Task, first: Json, tag: string | null) {
    this.patient = patient
    this.task = task
    this.#first = writeJson(first)
    const before = keptDraft(browserStore(), patient, task)
    this.wasKept = before !== null
    this.text = before?.text ?? this.#first
    this.tag = before ? before.tag : tag
    this.changedAt = before?.changedAt ?? ''
    if (before) this.#idempotencyKey = before.idempotencyKey
  }

  get read(): ReadJson | NotJson {
    return this.#read
  }

  /** Undefined while the text is no JSON. */
  get value(): Json | undefined {
    return 'value' in this.#read ? this.#read.value : undefined
  }

  get idempotencyKey(): string {
    return this.#idempotencyKey
  }

  get failure(): Failure | null {
    return this.#failure
  }

  set failure(failure: Failure | null) {
    this.#failure = failure
    this.#mended = []
  }

  get isChanged(): boolean {
    return this.text !== this.#first
  }

  /** Faults that no field shows. */
  get others(): readonly Fault[] {
    return this.#placed.others
  }

  get faults(): readonly Fault[] {
    return this.#faults
  }

  at(pointer: string): Json | undefined {
    return at(this.value, pointer)
  }

  put(pointer: string, to: Json | undefined): void {
    this.#mended = [...this.#mended, pointer]
    this.write(writeJson(put(this.value, pointer, to) ?? {}))
  }

  write(text: string): void {
    this.text = text
    this.#keep()
  }

  faultsAt(pointer: string): readonly Fault[] {
    return this.#placed.fields.get(pointer) ?? []
  }

  /** Of this place itself, and of none within it. */
  isWrongAt(pointer: string): boolean {
    return this.faults.some((fault) => fault.pointer === pointer)
  }

  faultsBelow(pointer: string): boolean {
    return this.faults.some(({ pointer: each }) => each === pointer || each?.startsWith(`${pointer}/`))
  }

  /** For fields, while they are shown: faults of a pointer stand at the field that has it. */
  shows(pointer: string): () => void {
    // Whoever is shown does not mind which others are.
    this.#fields = new Set([...untrack(() => this.#fields), pointer])
    return () => void (this.#fields = new Set([...this.#fields].filter((each) => each !== pointer)))
  }

  /** To be recorded after what has been recorded since. */
  onto(tag: string): void {
    this.tag = tag
    this.failure = null
    if (this.isChanged) this.#keep()
  }

  /** The same text under another name: what was sent under the old one is recorded. */
  anew(): void {
    this.#idempotencyKey = newKey()
    this.failure = null
    this.#keep()
  }

  forget(): void {
    forget(browserStore(), this.patient, this.task)
  }

  /** Hears of other tabs, until what it gives back is called. */
  listen(): () => void {
    const name = nameOf(this.patient, this.task)
    const heard = (event: StorageEvent): void => {
      if (event.key === name && this.changedAt) this.elsewhere = event.newValue === null ? 'ended' : 'changed'
    }
    addEventListener('storage', heard)
    return () => removeEventListener('storage', heard)
  }

  #keep(): void {
    this.changedAt = new Date().toISOString()
    const { text, idempotencyKey, tag, changedAt } = this
    const draft: Draft = { text, idempotencyKey, tag, changedAt }
    this.kept = keep(browserStore(), this.patient, this.task, draft)
  }
}
