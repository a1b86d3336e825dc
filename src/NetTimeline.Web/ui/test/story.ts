// Made-up stories for tests of what is drawn: any number of entries, on the calendar or only in order.
import type { Replay, Shown, Step } from '../src/timeline/story'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Entry = Shown['shown']['entry']

const KINDS: readonly ((key: string) => Entry)[] = [
  (key) => ({ key, kind: 'imaging-study', modality: 'ct' }),
  (key) => ({ key, kind: 'laboratory-value', test: 'CgA', value: { value: 5, unit: 'ng/mL' } }),
  (key) => ({ key, kind: 'procedure', name: key, standing: 'performed', site: { organ: 'liver' } }),
  (key) => ({ key, kind: 'procedure', name: key, standing: 'planned', site: { organ: 'pancreas' } }),
  (key) => ({ key, kind: 'lesion', site: { organ: 'liver', segments: [4] } }),
  (key) => ({ key, kind: 'systemic-therapy', agents: ['everolimus'], standing: 'performed' }),
  (key) => ({ key, kind: 'note' }),
] as readonly ((key: string) => Entry)[]

export function shown(entry: Entry, more: Partial<Shown> = {}): Shown {
  return {
    shown: { entry, version: 1, recordedAt: '2026-01-01T00:00:00Z', changes: 0 }, headline: entry.key, ...more,
  }
}

export function step(known: string | undefined, entries: readonly Shown[], more: Partial<Step> = {}): Step {
  const at = known === undefined ? {} : { known }
  return { ask: '', at, with: [], shown: [...entries], gone: [], learned: entries.length, ...more }
}

export function replayOf(steps: readonly Step[], more: Partial<Replay> = {}): Replay {
  const order = [...new Set(steps.flatMap((each) => each.shown.map((entry) => entry.shown.entry.key)))]
  return { patient: 'p', version: 1, axis: 'known', asOf: {}, order, steps: [...steps], ...more }
}

/**
 * Each step learns some entries that had been by then; now and then one is forgotten, only possibly known, or
 * stated anew to have been at another time.
 */
export function madeUp(seed: number, entries: number, dated: boolean): Replay {
  const random = chance(seed)
  const steps: Step[] = []
  const stated = new Map<string, Shown>()
  let [day, made] = [10_000, 0]
  while (made < entries) {
    const learned: Shown[] = []
    for (let each = 0; each <= random() * 5 && made < entries; each++) {
      day += Math.floor(random() * (random() < 0.05 ? 900 : 40))
      const key = `e${made++}`
      const entry = KINDS[Math.floor(random() * KINDS.length)]!(key)
      const high = day + (random() < 0.2 ? Math.floor(random() * 60) : 0)
      const start = dated ? { low: day, high, lowIncluded: true, highIncluded: true } : undefined
      learned.push(shown(entry, { ...(start ? { start } : {}), ...(random() < 0.05 ? { possibly: true } : {}) }))
    }
    const forgotten = random() < 0.1 && made > 20 ? [`e${Math.floor(random() * 5)}`] : []
    const before = new Set(steps.flatMap((each) => each.gone))
    for (const each of learned) stated.set(each.shown.entry.key, each)
    const redated = stated.get(`e${Math.floor(random() * made)}`)!
    const isKnown = !learned.includes(redated) && !before.has(redated.shown.entry.key) && !redated.possibly
    if (redated.start && isKnown && random() < 0.4 && !forgotten.includes(redated.shown.entry.key)) {
      const low = 10_000 + Math.floor(random() * (day - 10_000))
      const start = { ...redated.start, low, high: low + Math.floor(random() * 40) }
      learned.push({ ...redated, start, shown: { ...redated.shown, changes: 1 } })
    }
    steps.push(step(`entry:e${made - 1}`, learned, {
      gone: forgotten.filter((key) => !before.has(key)), orderNotTold: random() < 0.1 && steps.length > 2,
    }))
  }
  return replayOf([...steps, step(undefined, [])], dated ? { zero: { kind: 'calendar' } } : {})
}
