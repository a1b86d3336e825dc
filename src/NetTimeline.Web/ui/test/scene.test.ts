import { describe, expect, it } from 'vitest'
import { whole } from '../src/time/window'
import { draw } from '../src/timeline/draw'
import { factsOf, type Facts } from '../src/timeline/facts'
import { certainOf, everythingOf, layoutOf } from '../src/timeline/layout'
import { cut, markAt, marksOf, pxOf, type Mark } from '../src/timeline/scene'
import { Story, type View } from '../src/timeline/story'
import { nextMark } from '../src/timeline/walk'
import { chance, madeUp, replayOf, shown, step } from './story'

const measure = (text: string): number => text.length * 6
const options = { collapse: true, closedLanes: new Set<string>(), grouped: false, filter: '' }

function seen(story: Story, view: View, blind = false): { facts: Facts; scale: number } {
  const shownNow = blind ? certainOf(story, view) : everythingOf(story)
  const layout = layoutOf(shownNow, blind ? view : story.whole, options)
  return { facts: factsOf(layout, view, null), scale: 900 / (layout.axis.extent.to - layout.axis.extent.from) }
}

function certain(view: View): string[] {
  return [...view.entries].filter(([, each]) => !each.possibly).map(([key]) => key).sort()
}

describe.each([...Array(24).keys()])('a made-up story, seed %i', (seed) => {
  const random = chance(seed)
  const story = new Story(madeUp(seed, 10 + Math.floor(random() * 150), seed % 2 === 0))
  const views = story.told.map((index) => story.view(index))

  it('has each fact of a view in exactly one mark, at every scale', () => {
    for (const view of views) {
      const { facts, scale } = seen(story, view, seed % 3 === 0)
      for (const by of [0.3, 1, 7]) {
        const keys = marksOf(facts, scale * by, measure).flatMap((mark) => mark.keys)
        expect(keys.sort()).toEqual(certain(view))
      }
    }
  })

  it('has nothing right of the knowledge line but plans', () => {
    for (const view of views) {
      const { facts, scale } = seen(story, view)
      for (const mark of marksOf(facts, scale, measure)) {
        if (mark.plan) expect(mark.facts.every((fact) => 'standing' in fact.shown.shown.entry)).toBe(true)
        else expect(Math.max(mark.at, mark.end, ...mark.facts.map((fact) => fact.to))).toBeLessThanOrEqual(facts.line)
      }
    }
  })

  it('has no more marks than there is room for', () => {
    const { facts, scale } = seen(story, story.whole)
    const points = marksOf(facts, scale, measure).filter((mark) => !mark.bar)
    expect(points.length).toBeLessThanOrEqual(facts.layout.lanes.length * (900 / 14 + 2))
  })

  it('is found by pointing at it', () => {
    const { facts, scale } = seen(story, story.whole)
    const window = whole(facts.layout.axis.extent, 900)
    const marks = marksOf(facts, scale, measure)
    for (const mark of marks) expect(markAt(marks, window, pxOf(mark, window), mark.y)).not.toBeNull()
  })

  it('writes no label over another mark of its lane', () => {
    const { facts, scale } = seen(story, story.whole)
    const window = whole(facts.layout.axis.extent, 900)
    const points = marksOf(facts, scale, measure).filter((mark) => !mark.bar && !mark.plan)
    for (const lane of new Set(points.map((mark) => mark.lane))) {
      const texts = draw(points.filter((mark) => mark.lane === lane), window).texts
      const spans = texts.filter((text) => text.kind !== 'count').map((text) => {
        const width = measure(text.text)
        return text.anchor === 'end' ? [text.x - width, text.x] : [text.x, text.x + width]
      }).sort((a, b) => a[0]! - b[0]!)
      for (const [at, span] of spans.entries()) if (at > 0) expect(span[0]!).toBeGreaterThanOrEqual(spans[at - 1]![1]!)
    }
  })

  it('is walked through from end to end', () => {
    const { facts, scale } = seen(story, story.whole)
    const marks = marksOf(facts, scale, measure)
    const reached = new Set<Mark>()
    for (let lane = nextMark(marks, null, 'Home'); lane; lane = nextMark(marks, lane, 'ArrowDown')) reached.add(lane)
    for (const first of [...reached]) {
      for (let mark: Mark | null = first; mark; mark = nextMark(marks, mark, 'ArrowRight')) reached.add(mark)
      for (let mark: Mark | null = first; mark; mark = nextMark(marks, mark, 'ArrowLeft')) reached.add(mark)
    }
    const lanes = new Set([...reached].map((mark) => mark.lane))
    expect(reached.size).toBe(marks.filter((mark) => lanes.has(mark.lane)).length)
  })
})

describe('what lasts', () => {
  const therapy = { key: 't', kind: 'systemic-therapy', agents: ['x'], standing: 'performed' } as const
  const start = { low: 100, high: 100 }
  const scan = shown({ key: 'ct', kind: 'imaging-study', modality: 'ct' } as never, { start: { low: 160, high: 160 } })

  it('goes on to the line until its end is known, and not beyond', () => {
    const story = new Story(replayOf([
      step('entry:t', [shown(therapy as never, { start })]), step('entry:ct', [scan]),
      step(undefined, [shown({ ...therapy, ended: '1970-06' } as never, { start, end: { low: 150, high: 151 } })]),
    ], { zero: { kind: 'calendar' } }))
    const [first, second, last] = story.told.map((index) => seen(story, story.view(index)).facts)
    expect([first, second, last].map((facts) => facts!.byKey.get('t')!.open)).toEqual([true, true, false])
    expect(second!.byKey.get('t')!.end).toBe(second!.line)
    expect(last!.byKey.get('t')!.end).toBeLessThan(last!.line)
  })

  it('is drawn as given up from where it was replaced', () => {
    const belief = (key: string): never => ({ key, kind: 'diagnosis', belief: key, axis: 'clinical' }) as never
    const held = (entry: string, supersededBy: string[]): never => ({
      entry, belief: entry, axis: 'clinical', subject: [], oneOf: [], supersededBy, unresolvedWith: [],
      stands: supersededBy.length === 0,
    }) as never
    const beliefs = { lesions: [], groups: [], tallies: [] }
    const story = new Story(replayOf([
      step('entry:a', [shown(belief('a'))], { beliefs: { ...beliefs, diagnoses: [held('a', [])] } }),
      step(undefined, [shown(belief('b'))], { beliefs: { ...beliefs, diagnoses: [held('a', ['b']), held('b', [])] } }),
    ]))
    const { facts } = seen(story, story.whole)
    expect(facts.byKey.get('a')!.state).toBe('ghost')
    expect(facts.byKey.get('a')!.end).toBe(facts.byKey.get('b')!.item.at)
    expect(facts.byKey.get('b')!.open).toBe(true)
  })
})

describe('what is compared', () => {
  it('shows what is gone as given up, and names what is new', () => {
    const note = (key: string): never => shown({ key, kind: 'note' } as never) as never
    const story = new Story(replayOf([step('entry:a', [note('a')]), step(undefined, [note('b')], { gone: ['a'] })]))
    const layout = layoutOf(everythingOf(story), story.whole, options)
    const facts = factsOf(layout, story.view(1), story.view(0))
    expect([...facts.byKey].map(([key, fact]) => [key, fact.change, fact.state]))
      .toEqual([['a', 'gone', 'ghost'], ['b', 'new', 'hollow']])
  })
})

describe('a label', () => {
  it('is cut where there is no room, and left out where a cut one says nothing', () => {
    expect(cut('low anterior resection', 1000, measure)).toBe('low anterior resection')
    expect(cut('low anterior resection', 80, measure)).toBe('low anterior…')
    expect(cut('low anterior resection', 20, measure)).toBe('')
  })
})
