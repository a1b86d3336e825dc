// Keys of the whole page and of whatever page is open. One listener, so that two never answer the same key.
import { untrack } from 'svelte'

export interface Key {
  /** As KeyboardEvent.key has it; two with a space are pressed one after the other: `g p`. */
  readonly keys: string
  readonly does: string
  readonly run: () => void
}

const SECOND_KEY_MS = 1200
const OFF = 'keys-off'

class Keyboard {
  #groups = $state.raw<readonly { readonly name: string; readonly keys: readonly Key[] }[]>([])
  #off = $state(read())
  #first = ''
  #firstAt = 0

  get groups(): readonly { readonly name: string; readonly keys: readonly Key[] }[] {
    return this.#groups
  }

  /** Single keys get in the way of those who speak to their computer, WCAG 2.1.4. */
  get off(): boolean {
    return this.#off
  }

  set off(off: boolean) {
    this.#off = off
    try {
      localStorage.setItem(OFF, off ? 'true' : 'false')
    } catch {
      // Storage may be forbidden; the choice then holds until the page is left.
    }
  }

  /** Until what it gives back is called: for $effect. Later ones go first. */
  add(name: string, keys: readonly Key[]): () => void {
    const group = { name, keys }
    // Whoever adds keys does not mind which others there are.
    this.#groups = [...untrack(() => this.#groups), group]
    return () => void (this.#groups = this.#groups.filter((each) => each !== group))
  }

  listen(): () => void {
    const pressed = (event: KeyboardEvent): void => this.#press(event)
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }

  #press(event: KeyboardEvent): void {
    if (this.#off || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    // An open dialog has the keys: Escape closes it, and nothing behind it moves.
    if (isTyping(event.target) || isPressing(event) || document.querySelector('dialog:modal')) return
    const both = Date.now() - this.#firstAt < SECOND_KEY_MS ? `${this.#first} ${event.key}` : ''
    this.#first = event.key
    this.#firstAt = Date.now()
    const all = this.#groups.toReversed().flatMap((group) => group.keys)
    const found = all.find((each) => each.keys === both) ?? all.find((each) => each.keys === event.key)
    if (!found) return
    event.preventDefault()
    this.#first = ''
    found.run()
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'))
}

/** The space bar is how a button is pressed. */
function isPressing(event: KeyboardEvent): boolean {
  return event.key === ' ' && event.target instanceof Element && event.target.closest('button, summary, a') !== null
}

function read(): boolean {
  try {
    return localStorage.getItem(OFF) === 'true'
  } catch {
    return false
  }
}

export const keyboard = new Keyboard()
