// Work that is not recorded yet, kept in this browser, so that it outlives a reload. It is about a patient: it is
// gone from here as soon as it is recorded or thrown away, or the patient is erased.

/** What is under way: an entry to add, or one to be put right. */
export type Act = 'add' | 'amend' | 'redate' | 'retract' | 'enrol'

export interface Task {
  readonly act: Act
  /** The entry that is put right. */
  readonly entry?: string
}

export interface Draft {
  /** The body as it would be posted. */
  readonly text: string
  /** One for the draft, however often it is sent: it is recorded once. */
  readonly idempotencyKey: string
  /** The patient as it was when the draft was begun, as ETag has it; null for one that there is not yet. */
  readonly tag: string | null
  /** When it was last changed, by this computer's clock. */
  readonly changedAt: string
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const BEGIN = 'draft '

/** Null where none is kept, or where what is kept is none. */
export function keptDraft(store: Kept, patient: string, task: Task): Draft | null {
  const text = store.getItem(nameOf(patient, task))
  if (text === null) return null
  try {
    const draft = JSON.parse(text) as Partial<Draft>
    const { text: body, idempotencyKey, changedAt, tag } = draft
    if (typeof body !== 'string' || typeof idempotencyKey !== 'string') return null
    return { text: body, idempotencyKey, tag: tag ?? null, changedAt: changedAt ?? '' }
  } catch {
    return null
  }
}

/** @returns whether it is kept: storage may be forbidden, or full */
export function keep(store: Kept, patient: string, task: Task, draft: Draft): boolean {
  try {
    store.setItem(nameOf(patient, task), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function forget(store: Kept, patient: string, task: Task): void {
  store.removeItem(nameOf(patient, task))
}

/** Everything that was begun of a patient. */
export function tasksOf(store: Kept, patient: string): Task[] {
  const begin = `${BEGIN}${patient} `
  const names = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '')
  return names.filter((name) => name.startsWith(begin)).map((name) => {
    const [act, entry] = name.slice(begin.length).split(' ')
    return { act: act as Act, ...(entry ? { entry } : {}) }
  })
}

export function nameOf(patient: string, task: Task): string {
  return `${BEGIN}${patient} ${task.act}${task.entry ? ` ${task.entry}` : ''}`
}

/** A name that nobody else makes up; crypto.randomUUID is only there over https and on this machine. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Where storage is forbidden nothing is kept, and all else works. */
export function browserStore(): Kept {
  try {
    return localStorage
  } catch {
    const setItem = (): never => { throw new Error('No storage is allowed.') }
    return { length: 0, getItem: () => null, setItem, removeItem: () => {}, key: () => null }
  }
}
