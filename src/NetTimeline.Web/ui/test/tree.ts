// A log to test against: a tree as RFC 6962 section 2.1 defines it, and a key that signs its heads.
import { createSign, generateKeyPairSync } from 'node:crypto'
import type { Outcome, Schemas } from '../src/api/client'
import { hex, sha256, toBase64, utf8, type Bytes } from '../src/proof/bytes'
import { leafHash } from '../src/proof/merkle'

export class TestLog {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

  constructor(readonly origin: string, public leaves: string[]) {}

  /** As the server's `keys` has it. */
  async keys(): Promise<string> {
    const spki = Uint8Array.from(this.#keys.publicKey.export({ type: 'spki', format: 'der' }))
    const id = hex((await sha256(spki)).slice(0, 4))
    return `0 - ${this.origin}+${id}+${toBase64(Uint8Array.of(2, ...spki))}\n`
  }

  async note(size = this.leaves.length): Promise<string> {
    const text = `${this.origin}\n${size}\n${toBase64(await this.root(0, size))}\n`
    const id = (await this.keys()).split('+')[1]!
    const der = createSign('sha256').update(text).sign(this.#keys.privateKey)
    return `${text}\n— ${this.origin} ${Buffer.from(id + der.toString('hex'), 'hex').toString('base64')}\n`
  }

  async root(first: number, end: number): Promise<Bytes> {
    if (end - first === 1) return leafHash(utf8(this.leaves[first]!))
    const middle = first + split(end - first)
    return sha256(Uint8Array.of(1), await this.root(first, middle), await this.root(middle, end))
  }

  prove = async (from: number, to: number): Promise<Outcome<Schemas['ConsistencyView']>> => {
    if (to > this.leaves.length) {
      const problem = { type: '/problems/nothing-signed', title: '', status: 409, detail: '', request: '' }
      return { kind: 'problem', problem, retryAfterSeconds: null }
    }
    const proof = await this.#between(from, 0, to, true)
    return { kind: 'answered', status: 200, text: '', tag: null, replayed: false, body: {
      origin: this.origin, from, to, proof: proof.map(toBase64),
      fromRoot: toBase64(await this.root(0, from)), toRoot: toBase64(await this.root(0, to)),
    } }
  }

  /** SUBPROOF of RFC 6962 section 2.1.2. */
  async #between(size: number, first: number, end: number, isWhole: boolean): Promise<Bytes[]> {
    if (size === end - first) return isWhole ? [] : [await this.root(first, end)]
    const middle = split(end - first)
    return size <= middle
      ? [...await this.#between(size, first, first + middle, isWhole), await this.root(first + middle, end)]
      : [...await this.#between(size - middle, first + middle, end, false), await this.root(first, first + middle)]
  }
}

/** The largest power of two below a size. */
function split(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}
