import { describe, expect, it } from 'vitest'
import { dayAt } from '../src/time/axis'
import { whole } from '../src/time/window'
import { draw } from '../src/timeline/draw'
import { factsOf, type Facts } from '../src/timeline/facts'
import { certainOf, earlierOf, everythingOf, layoutOf, type LayoutOptions } from '../src/timeline/layout'
import { cut, markAt, marksOf, pxOf, type Mark } from '../src/timeline/scene'
import { Story, type View } from '../src/timeline/story'
import { nextMark } from '../src/timeline/walk'
import { chance, madeUp, replayOf, shown, step } from './story'

const measure = (text: string): number => text.length * 6
const options: LayoutOptions = { collapse: true, closedLanes: new Set<string>(), grouped: false, filter: '' }

function seen(
  story: Story, view: View, blind = false, more: Partial<LayoutOptions> = {},
): { facts: Facts; scale: number } {
  const shownNow = blind ? certainOf(story, view) : everythingOf(story)
  const earlier = blind ? {} : { earlier: earlierOf(story, shownNow) }
  const layout = layoutOf(shownNow, blind ? view : story.whole, { ...options, ...earlier, ...more })
  return { facts: factsOf(layout, view, null), scale: 900 / (layout.axis.extent.to - layout.axis.extent.from) }
}

function certain(view: View): string[] {
  return [...view.entries].filter(([, each]) => !each.possibly).map(([key]) => key).sort()
}

/** The history as it was when a step was the last. */
function until(story: Story, index: number): Story {
  const { replay } = story
  return new Story({ ...replay, steps: [...replay.steps.slice(0, index + 1)] })
}

/** In days, since the axis of another history has other units. */
function daysOf(facts: Facts): object {
  const day = (unit: number): number => Math.round(dayAt(facts.layout.axis, unit)! * 1e4) / 1e4
  const told = [...facts.byKey.values()].filter((fact) => fact.shown.start && !fact.plan)
  return {
    line: told.length > 0 ? day(facts.line) : null,
    facts: told.map(({ item: { key }, at, from, to, end, open, state }) =>
      ({ key, at: day(at), from: day(from), to: day(to), end: day(end), open, state }))
      .sort((a, b) => a.key.localeCompare(b.key)),
  }
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

  it('stands at each step where it would if nothing had been learned after it', () => {
    for (const index of seed % 2 === 0 ? story.told : []) {
      const then = until(story, index)
      const replayed = daysOf(seen(story, story.view(index), false, { scale: 'days' }).facts)
      expect(replayed).toEqual(daysOf(seen(then, then.view(index), index % 2 === 0, { scale: 'days' }).facts))
    }
  })

  it('has the same places, ends and states whatever is searched for', () => {
    for (const view of views) {
      const [all, some] = [seen(story, view).facts, seen(story, view, false, { filter: 'ct' }).facts]
      expect(some.line).toBe(all.line)
      for (const [key, { item: _, ...fact }] of some.byKey) {
        expect(fact).toEqual((({ item: _, ...each }) => each)(all.byKey.get(key)!))
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
    expect(facts.byKey.get('a')!.end).toBe(facts.byKey.get('b')!.at)
    expect(facts.byKey.get('b')!.open).toBe(true)
  })
})

describe('what was put right', () => {
  const operation = (low: number, changes: number): ReturnType<typeof shown> => shown(
    { key: 'op', kind: 'procedure', name: 'hepatectomy', standing: 'performed' } as never,
    { start: { low, high: low }, shown: { ...shown({ key: 'op', kind: 'procedure' } as never).shown, changes } },
  )
  const scan = shown({ key: 'ct', kind: 'imaging-study', modality: 'ct' } as never, { start: { low: 100, high: 130 } })
  const story = new Story(replayOf([
    step('entry:op', [operation(50, 0), scan]), step(undefined, [operation(900, 1)]),
  ], { zero: { kind: 'calendar' } }))
  const at = (facts: Facts, unit: number): number => dayAt(facts.layout.axis, unit)!

  it('stood elsewhere before, within the axis and left of what was known', () => {
    const { facts } = seen(story, story.view(0))
    expect(at(facts, facts.byKey.get('op')!.at)).toBeCloseTo(50.5)
    expect(at(facts, facts.line)).toBeCloseTo(131)
    expect(facts.byKey.get('op')!.at).toBeGreaterThanOrEqual(facts.layout.axis.extent.from)
  })

  it('moved, and a hollow mark shows from where', () => {
    const layout = seen(story, story.whole).facts.layout
    const facts = factsOf(layout, story.whole, story.view(0))
    const fact = facts.byKey.get('op')!
    expect([fact.change, facts.byKey.get('ct')!.was]).toEqual(['moved', null])
    expect(at(facts, fact.was!)).toBeCloseTo(50.5)
    const window = whole(layout.axis.extent, 900)
    expect(draw(marksOf(facts, 900 / (window.to - window.from), measure), window).moved).toMatch(/^M.*Z.*M.*H/)
  })
})

describe('what is known', () => {
  const scan = (low: number, high: number, key = 'ct'): ReturnType<typeof shown> =>
    shown({ key, kind: 'imaging-study', modality: 'ct' } as never, { start: { low, high } })
  const first = scan(0, 0, 'us')
  const days = (story: Story, view: View): number[] => {
    const { facts } = seen(story, view)
    const { from, to } = facts.byKey.get('ct')!
    return [from, to, facts.line].map((unit) => Math.round(dayAt(facts.layout.axis, unit)!))
  }

  it('has its whole range to the left of the line', () => {
    const story = new Story(replayOf([step(undefined, [first, scan(100, 464)])], { zero: { kind: 'calendar' } }))
    expect(days(story, story.whole)).toEqual([100, 465, 465])
  })

  it('has no more of its range than the day that is asked about leaves', () => {
    const story = new Story(replayOf([step('day:1970-07-20', [first, scan(100, 464)]), step(undefined, [])],
      { zero: { kind: 'calendar' } }))
    expect(days(story, story.view(0))).toEqual([100, 201, 201])
  })
})

describe('what is planned', () => {
  const plan = (key: string, low: number): ReturnType<typeof shown> =>
    shown({ key, kind: 'systemic-therapy', agents: [key], standing: 'planned' } as never, { start: { low, high: low } })
  const scan = (key: string, low: number): ReturnType<typeof shown> =>
    shown({ key, kind: 'imaging-study', modality: 'ct' } as never, { start: { low, high: low } })

  it('stands at its own day where that is to come, and else beside the line', () => {
    const story = new Story(replayOf([step(undefined, [
      scan('ct', 0), scan('mr', 100), plan('late', 300), plan('never', 50), plan('also', 60),
    ])], { zero: { kind: 'calendar' } }))
    const { facts, scale } = seen(story, story.whole)
    const plans = marksOf(facts, scale, measure).filter((mark) => mark.plan)
    expect(plans.map((mark) => mark.keys)).toEqual([['never', 'also'], ['late']])
    expect(dayAt(facts.layout.axis, plans[1]!.at)).toBeCloseTo(300.5)
    expect(plans[0]!.at).toBeGreaterThan(facts.line)
    expect(plans[0]!.label).toBe('planned: never, also')
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
