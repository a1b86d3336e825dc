import { describe, expect, it } from 'vitest'
import { ribbonOf } from '../src/timeline/ribbon'
import { Story, changeOf } from '../src/timeline/story'
import { saidThen } from '../src/timeline/then'
import { madeUp, replayOf, shown, step } from './story'

const note = (key: string, text = key): ReturnType<typeof shown> =>
  shown({ key, kind: 'note' } as never, { headline: text })

describe('a story', () => {
  it('has the same views in whatever order they are looked at', () => {
    const replay = madeUp(3, 300, true)
    const [forth, back] = [new Story(replay), new Story(replay)]
    const keys = (story: Story, index: number): string => [...story.view(index).entries].map(([key]) => key).sort().join()
    const indices = [...replay.steps.keys()]
    const wanted = indices.map((index) => keys(forth, index))
    expect(indices.toReversed().map((index) => keys(back, index)).toReversed()).toEqual(wanted)
  })

  it('goes on from the last step whose order is told', () => {
    const story = new Story(replayOf([
      step('entry:a', [note('a')]), step('entry:b', [note('b')], { orderNotTold: true }), step(undefined, [note('c')]),
    ]))
    expect([...story.view(1).entries].map(([key]) => key)).toEqual(['a', 'b'])
    expect([...story.view(2).entries].map(([key]) => key)).toEqual(['a', 'c'])
    expect(story.told).toEqual([0, 2])
  })

  it('finds the step of a moment, also by what is known with it', () => {
    const story = new Story(replayOf([
      step('entry:a', [note('a')], { with: ['a', 'b'] }), step('day:2019-05-20', []), step(undefined, []),
    ]))
    const found = ['entry:a', 'entry:b', 'day:2019-05-20', null, 'entry:a~P8D', 'entry:x']
    expect(found.map((each) => story.find(each))).toEqual([0, 0, 1, 2, null, null])
  })
})

describe('a change', () => {
  it('is new, gone, said otherwise, moved, or none', () => {
    const [a, later] = [note('a'), { ...note('a'), start: { low: 3, high: 3 } }]
    expect([
      changeOf(undefined, a), changeOf(a, undefined), changeOf(a, note('a', 'b')), changeOf(a, later), changeOf(a, a),
      changeOf({ ...a, possibly: true }, a), changeOf(a, { ...later, shown: { ...a.shown, changes: 1 } }),
      changeOf(a, { ...a, shown: { ...a.shown, changes: 1 } }),
    ]).toEqual(['new', 'gone', 'otherwise', 'moved', null, 'new', 'moved', 'otherwise'])
  })
})

describe('a ribbon', () => {
  const held = (entry: string, subject: string[], supersededBy: string[] = []): never => ({
    entry, belief: entry, axis: 'clinical', subject, oneOf: [], supersededBy, unresolvedWith: [],
    stands: supersededBy.length === 0,
  }) as never
  const believing = (...diagnoses: never[]): object =>
    ({ beliefs: { diagnoses, lesions: [], groups: [], tallies: [] } })

  it('has a row for each disease, and what is held last leads it', () => {
    const ribbon = ribbonOf(new Story(replayOf([
      step('entry:a', [], believing(held('a', ['l1', 'l2']))),
      step('entry:b', [], believing(held('a', ['l1', 'l2']), held('other', ['r']))),
      step('entry:c', [], believing(held('a', ['l1', 'l2'], ['b', 'c']), held('other', ['r']), held('b', ['l1']),
        held('c', ['l2']))),
      step(undefined, []),
    ])))
    expect(ribbon.rows.map((row) => row.map(({ from, to, belief }) => [from, to, belief])))
      .toEqual([[[0, 1, 'a'], [2, 3, 'b + c']], [[1, 3, 'other']]])
    expect(ribbon.turns).toEqual([0, 1, 2])
  })

  it('has no row of a disease that is not known yet, and joins none by what comes later', () => {
    const story = new Story(replayOf([
      step('entry:a', [], believing(held('a', ['l1']), held('b', ['l2']))),
      step('entry:c', [], believing(held('a', ['l1'], ['c']), held('b', ['l2'], ['c']), held('c', ['l1', 'l2']),
        held('other', ['r']))),
      step(undefined, []),
    ]))
    expect(ribbonOf(story).rows.map((row) => row.length)).toEqual([2, 1])
    expect(ribbonOf(story, 0).rows.map((row) => row.map((segment) => segment.belief))).toEqual([['a'], ['b']])
  })
})

describe('a date in words', () => {
  const story = new Story(replayOf([
    step('entry:a', [note('a'), note('b'), { ...note('perhaps'), possibly: true }]), step(undefined, [note('op-1')]),
  ]))

  it('names no entry that the view does not show for certain', () => {
    const said = (text: string | undefined, at = 0): string | undefined => saidThen(text, story.view(at))
    expect(said('2 weeks after a; not after op-1')).toBe('2 weeks after a')
    expect([said('before op-1'), said('with perhaps'), said(undefined)]).toEqual([undefined, undefined, undefined])
    expect(said('2 weeks after a; not after op-1', 1)).toBe('2 weeks after a; not after op-1')
    expect(said('May 2019, (after a)')).toBe('May 2019, (after a)')
  })
})
