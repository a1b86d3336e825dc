// What a draft begins with, and where it goes. Pure.
import type { Draft, Task } from './drafts'
import { freeKey, membersOf, ofKind } from './forms'
import { isObject, type Json } from './json'
import { at } from './pointer'

export interface Start {
  readonly task: Task
  /** Of a new entry. */
  readonly kind: string
  /** The entry that is put right, as it stands. */
  readonly current: Json | undefined
  /** Keys that are known to be taken. */
  readonly taken: ReadonlySet<string>
}

export function firstOf({ task, kind, current, taken }: Start): Json {
  const entry = task.entry ?? ''
  switch (task.act) {
    case 'enrol':
      return {}
    case 'add':
      return ofKind(undefined, kind, freeKey(kind, taken))
    case 'amend':
      return { correction: 'amend', key: freeKey(`${entry}-amended`, taken), nature: 'transcription',
        replacement: current ?? {} }
    case 'redate':
      return { correction: 'redate', key: freeKey(`${entry}-redated`, taken), entry, nature: 'transcription',
        dates: datesOf(current) }
    case 'retract':
      return { correction: 'retract', key: freeKey(`${entry}-retracted`, taken), entry }
  }
}

function datesOf(entry: Json | undefined): Json {
  const names = membersOf('EntryDates').map((each) => each.name)
  return isObject(entry) ? Object.fromEntries(Object.entries(entry).filter(([name]) => names.includes(name))) : {}
}

/** The kind that a form is of; empty where there is none. */
export function kindIn(value: Json | undefined): string {
  const kind = at(value, '/replacement/kind') ?? at(value, '/kind')
  return typeof kind === 'string' ? kind : ''
}

/** The entry that a draft speaks of, once it is recorded. */
export function keyIn(task: Task, value: Json | undefined): string {
  const key = task.entry ?? at(value, '/key') ?? at(value, '/0/key')
  return typeof key === 'string' ? key : ''
}

export function versionOf(tag: Draft['tag']): number {
  return Number(tag?.replace(/\D/g, '') ?? 0)
}

export const TITLES = {
  enrol: 'New patient', add: 'New entry', amend: 'Amend', redate: 'Re-date', retract: 'Retract',
} as const satisfies Record<Task['act'], string>
