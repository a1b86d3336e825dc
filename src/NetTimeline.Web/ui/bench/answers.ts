// A made-up history of ten thousand entries, as the API would answer with it: what both timelines are given
// to draw.
import type { Replay, Shown, Step } from '../src/timeline/story'

export const ENTRIES = 10_000
export const STEPS = 500

type Entry = Shown['shown']['entry']

const LANES: readonly ((key: string, at: number) => object)[] = [
  (key) => ({ key, kind: 'imaging-study', modality: 'ct' }),
  (key) => ({ key, kind: 'laboratory-value', test: 'CgA', value: { value: 120, unit: 'ng/mL' } }),
  (key) => ({ key, kind: 'laboratory-value', test: '5-HIAA', value: { value: 40, unit: 'mg/d' } }),
  (key) => ({ key, kind: 'procedure', name: 'ablation', standing: 'performed', site: { organ: 'liver' } }),
  (key) => ({ key, kind: 'pathology-report', specimens: [] }),
  (key) => ({ key, kind: 'volumetry', volumes: [{ of: 'liver', value: { value: 1500, unit: 'mL' } }] }),
  (key) => ({ key, kind: 'symptom', name: 'diarrhoea' }),
  (key) => ({ key, kind: 'encounter', type: 'visit' }),
  (key) => ({ key, kind: 'decision', question: 'go on', options: [{ option: 'yes', choice: 'chosen' }] }),
  (key) => ({ key, kind: 'radiotherapy', targets: [], standing: 'performed' }),
]
/** Things that last, as many as a long illness has. */
const BARS = 15
const FIRST_DAY = 14_610
const DAYS = 9 * 365

export function answers(): Replay {
  const entries = [...Array(ENTRIES).keys()].map(entry)
  const each = Math.ceil(ENTRIES / STEPS)
  const steps = [...Array(STEPS).keys()].map((at): Step => step(entries.slice(at * each, (at + 1) * each), at))
  return {
    patient: 'bench', version: ENTRIES + 1, axis: 'known', asOf: {}, zero: { kind: 'calendar' },
    order: entries.map((shown) => shown.shown.entry.key), steps: [...steps, step([], null)],
  }
}

function step(shown: Shown[], at: number | null): Step {
  const key = shown.at(-1)?.shown.entry.key
  return {
    ask: key ? `known=entry:${key}` : '', at: key ? { known: `entry:${key}` } : {}, with: key ? [key] : [],
    shown, gone: [], learned: shown.length, orderNotTold: false,
    ...(at === 0 ? { beliefs: { diagnoses: [], lesions: [], groups: [], tallies: [] } } : {}),
  } as Step
}

function entry(at: number): Shown {
  const day = dayOf(at)
  const key = `e-${at}`
  const lasts = at % Math.floor(ENTRIES / BARS) === 0
  const made = lasts
    ? { key, kind: 'systemic-therapy', agents: ['lanreotide'], standing: 'performed', ended: 'x' }
    : LANES[at % LANES.length]!(key, at)
  const span = (low: number): object => ({ low, high: low, lowIncluded: true, highIncluded: true })
  return {
    shown: { entry: made as Entry, version: at + 2, recordedAt: '2026-01-01T00:00:00Z', changes: 0 },
    headline: `entry ${at}`, when: `day ${day}`, start: span(day), known: span(day),
    ...(lasts ? { end: span(day + 200) } : {}),
  } as Shown
}

/** Evenly over nine years, a little shaken, the same each time. */
export function dayOf(at: number): number {
  return FIRST_DAY + Math.floor((at / ENTRIES) * DAYS) + ((at * 7919) % 5)
}
