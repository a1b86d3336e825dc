// Merkle trees: RFC 6962 section 2.1, proofs checked as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say.
// Sizes are plain numbers, exact up to 2^53 leaves, and are halved by division: bit operators know 32 bits only.
import { equal, HASH_BYTES, sha256, type Bytes } from './bytes'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export function leafHash(entry: Uint8Array): Promise<Bytes> {
  return sha256(LEAF, entry)
}

function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(NODE, left, right)
}

/** Whether the proof leads from the leaf at the index to the root, neither too long nor too short. */
export async function isIncluded(
  index: number, size: number, leaf: Bytes, proof: readonly Bytes[], root: Bytes,
): Promise<boolean> {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...proof])) return false
  let [node, last, hash] = [index, size - 1, leaf]
  for (const beside of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = await nodeHash(beside, hash)
      ;[node, last] = upToRightChild(node, last)
    } else {
      hash = await nodeHash(hash, beside)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equal(hash, root)
}

/**
 * Whether the later tree begins with all leaves of the earlier one. An earlier tree without leaves is refused:
 * everything begins with it, and nothing would have been shown.
 */
export async function isConsistent(
  earlier: number, later: number, earlierRoot: Bytes, laterRoot: Bytes, proof: readonly Bytes[],
): Promise<boolean> {
  if (!isCount(earlier) || !isCount(later) || earlier === 0 || earlier > later) return false
  if (earlier === later) return proof.length === 0 && equal(earlierRoot, laterRoot)
  if (!areHashes([earlierRoot, laterRoot, ...proof])) return false
  // Where the earlier tree is perfect its root is a node of the later one, and the proof leaves it out.
  const way = isPowerOf2(earlier) ? [earlierRoot, ...proof] : proof
  return leads(earlier, later, earlierRoot, laterRoot, way)
}

async function leads(
  earlier: number, later: number, earlierRoot: Bytes, laterRoot: Bytes, way: readonly Bytes[],
): Promise<boolean> {
  const [first, ...rest] = way
  if (!first) return false
  let [one, other] = [first, first]
  let [node, last] = [earlier - 1, later - 1]
  while (isOdd(node)) [node, last] = [half(node), half(last)]
  for (const beside of rest) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      ;[one, other] = [await nodeHash(beside, one), await nodeHash(beside, other)]
      ;[node, last] = upToRightChild(node, last)
    } else {
      other = await nodeHash(other, beside)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equal(one, earlierRoot) && equal(other, laterRoot)
}

/** On the right edge levels without a neighbour are passed over: there the node is the one below it. */
function upToRightChild(node: number, last: number): [number, number] {
  while (node !== 0 && !isOdd(node)) [node, last] = [half(node), half(last)]
  return [node, last]
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0
}

function areHashes(all: readonly Bytes[]): boolean {
  return all.every((each) => each.length === HASH_BYTES)
}

function isOdd(number: number): boolean {
  return number % 2 === 1
}

function half(number: number): number {
  return Math.floor(number / 2)
}

function isPowerOf2(number: number): boolean {
  while (number > 1 && !isOdd(number)) number = half(number)
  return number === 1
}
