// Which of the API's faults stands at which field, pure.
import type { Failure } from '../api/client'

export interface Fault {
  /** A JSON pointer into the body; null where the fault is of no place in it. */
  readonly pointer: string | null
  readonly detail: string
}

export function faultsOf(failure: Failure | null): Fault[] {
  if (failure?.kind !== 'problem') return []
  return (failure.problem.errors ?? []).map((error) => ({
    // What a parameter or a header says wrong has no pointer.
    pointer: error.pointer ?? null,
    detail: error.detail,
  }))
}

export interface Placed {
  /** By the pointer of the field they are shown at. */
  readonly fields: ReadonlyMap<string, readonly Fault[]>
  /** Those that no field could show. */
  readonly others: readonly Fault[]
}

/** Each fault stands at the field it names, or else at the innermost one around it. */
export function placed(faults: readonly Fault[], fields: ReadonlySet<string>): Placed {
  const found = new Map<string, Fault[]>()
  const others: Fault[] = []
  for (const fault of faults) {
    const field = fault.pointer === null ? undefined : around(fault.pointer).find((each) => fields.has(each))
    if (field === undefined) others.push(fault)
    else found.set(field, [...(found.get(field) ?? []), fault])
  }
  return { fields: found, others }
}

/** A pointer and those around it, from the inside out, without that of the whole. */
function around(pointer: string): string[] {
  const names = pointer.split('/').slice(1)
  return names.map((_, index) => `/${names.slice(0, names.length - index).join('/')}`)
}
