// What the browser keeps of the log between two visits. It belongs to this address: the browser sees to that.
import type { Memory } from './heads'

export interface Alarm {
  readonly what: string
  /** The first bad position, as far as it is known. */
  readonly where: string | null
  readonly at: string
  /** Of the line that was found wrong, to keep the first of several. */
  readonly position: number | null
}

export interface Kept {
  readonly memory: Memory | null
  /** Stays until whoever reads here says otherwise, even if the log looks well again. */
  readonly alarm: Alarm | null
}

const NAME = 'log-seen'
const NOTHING: Kept = { memory: null, alarm: null }

export function kept(): Kept {
  try {
    return read(localStorage.getItem(NAME))
  } catch {
    return NOTHING
  }
}

/** False where the browser keeps nothing: then a rewritten log is noticed only while the page stays open. */
export function keep(what: Kept): boolean {
  try {
    localStorage.setItem(NAME, JSON.stringify(what))
    return true
  } catch {
    return false
  }
}

/** What is none of ours, or damaged, counts as nothing. */
export function read(text: string | null): Kept {
  try {
    const { memory, alarm } = JSON.parse(text ?? 'null') as Kept
    return { memory: isMemory(memory) ? memory : null, alarm: typeof alarm?.what === 'string' ? alarm : null }
  } catch {
    return NOTHING
  }
}

function isMemory(memory: Memory | null): memory is Memory {
  return typeof memory?.origin === 'string' && typeof memory.key === 'string' && Array.isArray(memory.heads)
    && memory.heads.length > 0 && memory.heads.every((head) =>
      Number.isSafeInteger(head?.size) && typeof head.root === 'string' && typeof head.seenAt === 'string')
}
