// What others record appears by itself: the server says that something changed, and whoever shows it asks for it.

/** Several entries of one import come one after the other; one look is enough for all. */
const TOGETHER_MS = 400
/** A browser goes on by itself after an interruption, but not where something else answered in between. */
const AGAIN_MS = 5000
const AGAIN_MAX_MS = 60_000

class Live {
  /** Grows with each change of the patient that is followed. */
  changes = $state(0)
  /** Nobody says what changes: what is shown may be old. */
  away = $state(false)

  /**
   * Until what it gives back is called. Only while the page can be seen: a browser has few connections to one server,
   * and pages in other tabs would take them all.
   */
  follow(patient: string): () => void {
    const following = new Following(patient, this)
    return () => following.end()
  }
}

class Following {
  readonly #address: string
  readonly #live: Live
  readonly #turned = (): void => (document.hidden ? this.#close() : this.#open(true))
  #feed: EventSource | null = null
  #wait: ReturnType<typeof setTimeout> | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  #pauseMs = AGAIN_MS

  constructor(patient: string, live: Live) {
    this.#address = `/api/patients/changes?patient=${encodeURIComponent(patient)}`
    this.#live = live
    document.addEventListener('visibilitychange', this.#turned)
    if (!document.hidden) this.#open(false)
  }

  end(): void {
    document.removeEventListener('visibilitychange', this.#turned)
    this.#close()
    this.#live.away = false
  }

  /** @param missed whether something may have changed meanwhile. */
  #open(missed: boolean): void {
    this.#close()
    const feed = (this.#feed = new EventSource(this.#address))
    let isBehind = missed
    feed.addEventListener('open', () => {
      if (isBehind) this.#live.changes++
      this.#pauseMs = AGAIN_MS
      this.#live.away = isBehind = false
    })
    feed.addEventListener('change', () => {
      clearTimeout(this.#wait)
      this.#wait = setTimeout(() => this.#live.changes++, TOGETHER_MS)
    })
    feed.addEventListener('error', () => {
      this.#live.away = isBehind = true
      if (feed.readyState !== EventSource.CLOSED) return
      this.#again = setTimeout(() => this.#open(true), this.#pauseMs)
      this.#pauseMs = Math.min(this.#pauseMs * 2, AGAIN_MAX_MS)
    })
  }

  #close(): void {
    clearTimeout(this.#wait)
    clearTimeout(this.#again)
    this.#feed?.close()
    this.#feed = null
  }
}

export const live = new Live()
