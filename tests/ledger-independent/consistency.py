#!/usr/bin/env python3
"""Verifies that of checkpoints of a log the earlier trees are the beginnings of the later ones.

    consistency.py PAIRS POLICY

PAIRS has a JSON object a line: "from" and "to" are signed notes, "proof" is what leads from one to the other, RFC 6962
section 2.1.2, hashes in base64. POLICY is as for verify.py, whose signatures and notes are used; nothing of NetTimeline
is. Exit code: 0 they all are, 1 one is not, 2 incomplete, 3 usage.
"""

import functools
import json
import sys

sys.dont_write_bytecode = True  # so that nothing is left beside the scripts

from verify import Incomplete, Tampered, log_keys, node_hash, read_checkpoint, require, unbase64


def is_consistent(first, second, first_root, second_root, proof):
    """RFC 9162 section 2.1.4.2."""
    if first == second:
        return not proof and first_root == second_root
    if first & (first - 1) == 0:
        proof = [first_root] + proof
    if not 0 < first < second or not proof:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first_computed = second_computed = proof[0]
    for beside in proof[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first_computed = node_hash(beside, first_computed)
            second_computed = node_hash(beside, second_computed)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            second_computed = node_hash(second_computed, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and first_computed == first_root and second_computed == second_root


def verify(lines, policy):
    keys = log_keys(policy)
    read = functools.cache(lambda note: read_checkpoint(note.encode("utf-8"), keys))
    for line in lines:
        pair = json.loads(line)
        (origin, first, first_root), (later, second, second_root) = read(pair["from"]), read(pair["to"])
        require(origin == later, "two checkpoints are of different logs")
        require(
            is_consistent(first, second, first_root, second_root, [unbase64(each) for each in pair["proof"]]),
            "the tree of size %d does not begin with that of size %d" % (second, first))
    print("VERIFIED: %d pairs" % len(lines))


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 3
    try:
        with open(arguments[0], encoding="utf-8") as pairs, open(arguments[1], encoding="utf-8") as policy:
            verify(pairs.read().splitlines(), policy.read())
        return 0
    except Incomplete as incomplete:
        print("INCOMPLETE: %s" % incomplete)
        return 2
    except (Tampered, ValueError, KeyError, TypeError) as found:
        print("TAMPERED: %s" % found)
        return 1
    except OSError as unreadable:
        print(unreadable, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
