// What others record appears by itself: the server says that something changed, and the page asks for it.

/** Several entries of one import come one after the other; one look is enough for all. */
const TOGETHER_MS = 400

/** @returns what ends it. A browser goes on by itself after an interruption, from where it was. */
export function followed(patient: string, changed: () => void): () => void {
  let wait: ReturnType<typeof setTimeout> | undefined
  const feed = new EventSource(`/api/patients/changes?patient=${encodeURIComponent(patient)}`)
  feed.addEventListener('change', () => {
    clearTimeout(wait)
    wait = setTimeout(changed, TOGETHER_MS)
  })
  return () => {
    clearTimeout(wait)
    feed.close()
  }
}
