// Proofs are checked as the published vectors say, with everything that their files derive from them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hex, type Bytes } from '../src/proof/bytes'
import { isConsistent, isIncluded, leafHash } from '../src/proof/merkle'

const vectors = join(import.meta.dirname, '../../../../tests/reference-values/ledger')
const read = <T>(name: string): T => JSON.parse(readFileSync(join(vectors, name), 'utf8')) as T
const bytes = (text: string): Bytes => Uint8Array.from(Buffer.from(text, 'hex'))

interface Inclusion {
  name: string; index: number; size: number; leaf: string; root: string; proof: string[]; accepted: boolean
}

interface Consistency {
  name: string; earlier: number; later: number; earlierRoot: string; laterRoot: string; proof: string[]
  accepted: boolean
}

const GARBAGE = ''
const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const WRONG_HASH = Buffer.from('WrongLeaf').toString('hex')

function flipped(proof: string[], at: number, bit: number): string[] {
  const changed = bytes(proof[at]!)
  changed[0]! ^= bit
  return proof.with(at, hex(changed))
}

function ofInclusion(right: Inclusion, random: string): Inclusion[] {
  const { index, size, root, proof } = right
  const wrong = (name: string, change: Partial<Inclusion>): Inclusion => ({ ...right, accepted: false, name, ...change })
  return [
    right,
    wrong('leafIdx - 1', { index: index - 1 }),
    wrong('leafIdx + 1', { index: index + 1 }),
    wrong('leafIdx ^ 2', { index: index ^ 2 }),
    wrong('treeSize * 2', { size: size * 2 }),
    wrong('treeSize div 2', { size: Math.floor(size / 2) }),
    wrong('wrong leaf', { leaf: WRONG_HASH }),
    wrong('empty root', { root: EMPTY_ROOT }),
    wrong('random root', { root: random }),
    wrong('trailing garbage', { proof: [...proof, GARBAGE] }),
    wrong('trailing root', { proof: [...proof, root] }),
    wrong('preceding garbage', { proof: [GARBAGE, ...proof] }),
    wrong('preceding root', { proof: [root, ...proof] }),
    ...proof.map((_, at) => wrong(`modified proof[${at}] bit 3`, { proof: flipped(proof, at, 8) })),
    ...proof.slice(0, 1).map(() => wrong('removed component', { proof: proof.slice(0, -1) })),
    ...proof.slice(1, 2).map(() => wrong('inserted component', { proof: proof.toSpliced(1, 0, random) })),
  ]
}

function ofConsistency(right: Consistency): Consistency[] {
  const { earlier, later, earlierRoot, laterRoot, proof } = right
  const wrong = (name: string, change: Partial<Consistency>): Consistency =>
    ({ ...right, accepted: false, name, ...change })
  return proof.length === 0 ? [right] : [
    right,
    wrong('size1 - 1', { earlier: earlier - 1 }),
    wrong('size1 + 1', { earlier: earlier + 1 }),
    wrong('size1 ^ 2', { earlier: earlier ^ 2 }),
    wrong('size2 * 2', { later: later * 2 }),
    wrong('size2 div 2', { later: Math.floor(later / 2) }),
    wrong('wrong root1', { earlierRoot: WRONG_HASH }),
    wrong('wrong root2', { laterRoot: WRONG_HASH }),
    wrong('swapped roots', { earlierRoot: laterRoot, laterRoot: earlierRoot }),
    wrong('empty proof', { proof: [] }),
    wrong('trailing garbage', { proof: [...proof, GARBAGE] }),
    wrong('trailing root1', { proof: [...proof, earlierRoot] }),
    wrong('trailing root2', { proof: [...proof, laterRoot] }),
    wrong('preceding garbage', { proof: [GARBAGE, ...proof] }),
    wrong('preceding root1', { proof: [earlierRoot, ...proof] }),
    wrong('preceding root2', { proof: [laterRoot, ...proof] }),
    wrong('preceding proof[0]', { proof: [proof[0]!, ...proof] }),
    wrong('truncated proof', { proof: proof.slice(0, -1) }),
    ...proof.map((_, at) => wrong(`modified proof[${at}] bit 4`, { proof: flipped(proof, at, 16) })),
  ]
}

test('All 98 inclusion probes end as published', async () => {
  const file = read<{ randomHash: string; published: Inclusion[]; additional: Inclusion[] }>('inclusion.json')
  const published = file.published.map((each) => ({ ...each, name: 'happy path', accepted: true }))
  const probes = [...published.flatMap((each) => ofInclusion(each, file.randomHash)), ...file.additional]
  expect([probes.length, probes.filter((each) => each.accepted).length]).toEqual([98, 6])
  for (const probe of probes) {
    const { index, size, leaf, proof, root } = probe
    const found = await isIncluded(index, size, bytes(leaf), proof.map(bytes), bytes(root))
    expect(found, JSON.stringify(probe)).toBe(probe.accepted)
  }
})

test('All 98 consistency probes end as published', async () => {
  const file = read<{ published: Consistency[]; additional: Consistency[] }>('consistency.json')
  const published = file.published.map((each) => ({ ...each, name: 'happy path', accepted: true }))
  const probes = [...published.flatMap(ofConsistency), ...file.additional]
  expect([probes.length, probes.filter((each) => each.accepted).length]).toEqual([98, 6])
  for (const probe of probes) {
    const { earlier, later, earlierRoot, laterRoot, proof } = probe
    const found = await isConsistent(earlier, later, bytes(earlierRoot), bytes(laterRoot), proof.map(bytes))
    expect(found, JSON.stringify(probe)).toBe(probe.accepted)
  }
})

test('The hashes of leaves are those of the published tree', async () => {
  const { entries, nodes } = read<{ entries: string[]; nodes: string[][] }>('tree.json')
  expect(await Promise.all(entries.map(async (entry) => hex(await leafHash(bytes(entry)))))).toEqual(nodes[0])
})
