#!/usr/bin/env python3
"""Verifies an exported bundle of NetTimeline from the format alone.

Nothing of NetTimeline is used, and nothing but the standard library of Python 3.9 or later: SHA-256 and HMAC come from
there, ECDSA on P-256 is computed here. What holds for both implementations is what the formats say, not what one of
them does.

    verify.py [--shown-only] BUNDLE POLICY

With --shown-only it is asked whether the events that are shown were recorded, and not whether any is left out, which
takes the whole log's entries. BUNDLE is a folder or a zip. POLICY is a file of C2SP's tlog-policy; only its lines "log VKEY" are heeded, and cosignatures
are not looked at. Exit code: 0 everything is what was signed, 1 evidence of tampering, 2 incomplete, 3 usage.
"""

import base64
import hashlib
import hmac
import io
import json
import os
import struct
import sys
import uuid
import zipfile


class Tampered(Exception):
    pass


class Incomplete(Exception):
    pass


def require(holds, sentence):
    if not holds:
        raise Tampered(sentence)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text):
    """Only the one spelling that is canonical."""
    data = base64.b64decode(text, validate=True)
    require(base64.b64encode(data).decode() == text, "base64 in another spelling")
    return data


# ECDSA on P-256, FIPS 186-5; domain parameters from SP 800-186.

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
A = P - 3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)

# SubjectPublicKeyInfo of an uncompressed point on P-256, up to the point, RFC 5480.
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")


def add(one, other):
    if one is None:
        return other
    if other is None:
        return one
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    if one == other:
        slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def multiply(scalar, point):
    product = None
    while scalar:
        if scalar & 1:
            product = add(product, point)
        point = add(point, point)
        scalar >>= 1
    return product


def der_integers(der):
    """Two integers in a sequence, each as short as it can be."""

    def element(tag, data):
        require(len(data) >= 2 and data[0] == tag and data[1] < 0x80 and len(data) >= 2 + data[1], "no DER")
        return data[2:2 + data[1]], data[2 + data[1]:]

    inside, rest = element(0x30, der)
    r, inside = element(0x02, inside)
    s, inside = element(0x02, inside)
    require(not rest and not inside, "no DER")
    for number in (r, s):
        require(number and not number[0] & 0x80, "no DER")
        require(len(number) == 1 or number[0] or number[1] & 0x80, "no DER")
    return int.from_bytes(r, "big"), int.from_bytes(s, "big")


def ecdsa_verifies(spki, message, signature):
    if not spki.startswith(SPKI) or len(spki) != len(SPKI) + 65 or spki[len(SPKI)] != 4:
        raise Incomplete("a key that is not on P-256")
    x, y = (int.from_bytes(spki[-64:][at:at + 32], "big") for at in (0, 32))
    require(x < P and y < P and (y * y - (x * x * x + A * x + B)) % P == 0, "the key is no point of the curve")
    try:
        r, s = der_integers(signature)
    except Tampered:
        return False
    if not (0 < r < N and 0 < s < N):
        return False
    digest = int.from_bytes(sha256(message), "big")
    inverse = pow(s, -1, N)
    point = add(multiply(digest * inverse % N, G), multiply(r * inverse % N, (x, y)))
    return point is not None and point[0] % N == r


# C2SP signed-note, tlog-checkpoint and the lines "log" of tlog-policy.


def log_keys(policy):
    """Name and id of each key, and its SubjectPublicKeyInfo; ECDSA keys only."""
    keys = {}
    for line in policy.splitlines():
        words = line.split()
        if len(words) >= 2 and words[0] == "log":
            name, key_id, encoded = words[1].split("+", 2)
            data = unbase64(encoded)
            if data[0] == 0x02:
                require(sha256(data[1:])[:4].hex() == key_id, "a key with another id in the policy")
                keys[name, bytes.fromhex(key_id)] = data[1:]
    return keys


def read_checkpoint(note, keys):
    """Origin, size and root, once a key of the policy that is named for the origin has signed them."""
    text, blank, below = note.decode("utf-8").rpartition("\n\n")
    require(blank and below.endswith("\n"), "the checkpoint is no note")
    text += "\n"
    origin, size, root = text.split("\n")[:3]
    require(str(int(size)) == size and len(unbase64(root)) == 32, "the note is no checkpoint")
    signed = False
    for line in below[:-1].split("\n"):
        require(line.startswith("\u2014 "), "a line below the note is no signature")
        name, encoded = line[2:].split(" ")
        data = unbase64(encoded)
        if (name, data[:4]) in keys:
            require(
                ecdsa_verifies(keys[name, data[:4]], text.encode("utf-8"), data[4:]),
                "the signature of the checkpoint is not by the log's key")
            signed = signed or name == origin
    if not signed:
        raise Incomplete("no key of the policy has signed the checkpoint")
    return origin, int(size), unbase64(root)


# Merkle tree, RFC 6962 section 2.1 and RFC 9162 section 2.1.3.2.


def leaf_hash(entry):
    return sha256(b"\0", entry)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def tree_root(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))


def is_included(index, size, leaf, proof, root):
    if not 0 <= index < size:
        return False
    node, last, computed = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            computed = node_hash(beside, computed)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            computed = node_hash(computed, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and computed == root


# Canonical JSON: RFC 8785, but numbers keep the digits that were stated.


class Number(str):
    pass


SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def canonical(value):
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(each) for name, each in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(
            SHORT.get(each) or ("\\u%04x" % ord(each) if each < " " else each) for each in value) + '"'
    return {None: "null", True: "true", False: "false"}[value]


def read_json(text):
    def members(pairs):
        require(len(dict(pairs)) == len(pairs), "a JSON object has a name twice")
        return dict(pairs)

    return json.loads(text, parse_float=Number, parse_int=Number, object_pairs_hook=members)


# Entries and commitments.

KIND_EVENT = 1
KIND_ERASURE = 3
ENTRY_LENGTH = 136


class Entry:
    def __init__(self, data):
        require(len(data) == ENTRY_LENGTH, "an entry has not 136 bytes")
        (magic, self.kind, flags, reserved, self.version, self.recorded_us, self.event_id, self.tag, self.envelope,
         self.payload) = struct.unpack(">4sBBHQQ16s32s32s32s", data)
        require(magic == b"NTL1" and flags == 0 and reserved == 0 and 1 <= self.kind <= 6, "an entry that is none")


def commitment(label, nonce, data):
    require(len(nonce) == 32, "a nonce has not 32 bytes")
    return sha256(label, nonce, struct.pack(">I", len(data)), data)


def opens(line, name, label, committed):
    nonce = unbase64(line[name + "Nonce"])
    return commitment(label, nonce, canonical(line[name]).encode("utf-8")) == committed


# Bundles.


def read_files(path):
    if os.path.isdir(path):
        files = {}
        for folder, _, names in os.walk(path):
            for name in names:
                full = os.path.join(folder, name)
                with open(full, "rb") as file:
                    files[os.path.relpath(full, path).replace(os.sep, "/")] = file.read()
        return files
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_manifest(files):
    if "manifest.json" not in files:
        raise Incomplete("there is no manifest")
    manifest = read_json(files["manifest.json"])
    if manifest.get("format") != "nettimeline-bundle/v1":
        raise Incomplete("the bundle is of another format")
    require(set(files) - {"manifest.json"} == set(manifest["files"]), "files are missing, or not in the manifest")
    for name, said in manifest["files"].items():
        require(
            hashlib.sha256(files[name]).hexdigest() == said["sha256"] and len(files[name]) == int(said["bytes"]),
            name + " is not the file of the manifest")
    return manifest


def check_event(line, size, root):
    entry = Entry(unbase64(line["entry"]))
    where = "position " + line["position"]
    proof = [unbase64(each) for each in line["proof"]]
    require(
        is_included(int(line["index"]), size, leaf_hash(unbase64(line["entry"])), proof, root),
        where + ": the tree has another entry there")
    require(int(line["version"]) == entry.version, where + ": TAMPERED(version)")
    if line["status"] == "erased":
        require(
            not {"envelope", "payload", "envelopeNonce", "payloadNonce"} & set(line), where + ": erased, and yet shown")
    else:
        require(opens(line, "envelope", b"ntl/env/v1\0", entry.envelope), where + ": TAMPERED(envelope)")
        require(opens(line, "payload", b"ntl/pay/v1\0", entry.payload), where + ": TAMPERED(payload)")
        require(int(line["envelope"]["recordedAtUs"]) == entry.recorded_us, where + ": TAMPERED(recorded at)")
    return entry


def check_places(manifest, lines):
    epoch = int(manifest["epoch"])
    require(epoch == 0 or manifest["origin"].endswith("/e%d" % epoch), "the manifest speaks of another tree")
    begin = max(2, int(lines[0]["position"]) - int(lines[0]["index"])) if epoch else 1
    for line in lines:
        require(int(line["position"]) == int(line["index"]) + begin, "position %s is another" % line["position"])


def tag_of(manifest, entries):
    if "streamSalt" in manifest:
        message = b"ntl/stream/v1\0" + uuid.UUID(manifest["stream"]).bytes
        return hmac.new(unbase64(manifest["streamSalt"]), message, hashlib.sha256).digest()
    return entries[0].tag if entries else None


def check_stream(manifest, lines, entries, tag):
    before = entries[0].version - 1
    for line, entry in zip(lines, entries):
        before += 1
        require(entry.tag == tag, "position %s is of another stream" % line["position"])
        require(entry.version == before, "position %s: a version is missing or out of order" % line["position"])
    require(int(manifest.get("versions", before)) == before, "the manifest says another number of versions")


def erased_versions(payload):
    """Those that an erasure names; all where it names none."""
    require(isinstance(payload, dict), "an erasure does not say of what")
    if "versions" not in payload:
        return None
    named = payload["versions"]
    require(isinstance(named, list) and named, "an erasure does not say of what")
    require(all(isinstance(each, Number) for each in named), "an erasure does not say of what")
    return set(map(int, named))


def check_erased(lines, entries):
    erasures = [
        (other.tag, int(said["index"]), erased_versions(said["payload"]))
        for said, other in zip(lines, entries) if other.kind == KIND_ERASURE and said["status"] != "erased"]
    for line, entry in zip(lines, entries):
        require(line["status"] != "erased" or entry.kind == KIND_EVENT and any(
            tag == entry.tag and int(line["index"]) < index and (versions is None or entry.version in versions)
            for tag, index, versions in erasures), "position %s: no erasure covers it" % line["position"])


def bundle_path(number, width):
    digits = str(number)
    digits = digits.rjust((len(digits) + 2) // 3 * 3, "0")
    groups = [digits[at:at + 3] for at in range(0, len(digits), 3)]
    path = "tile/entries/" + "/".join(["x" + each for each in groups[:-1]] + groups[-1:])
    return path if width == 256 else path + ".p/%d" % width


def check_log(files, size, root, lines, tag):
    leaves, of_stream = [], []
    for number in range((size + 255) // 256):
        width = min(256, size - 256 * number)
        path = bundle_path(number, width)
        if path not in files:
            raise Incomplete(path + " is not there")
        content = io.BytesIO(files[path])
        for _ in range(width):
            length, = struct.unpack(">H", content.read(2))
            data = content.read(length)
            if Entry(data).tag == tag:
                of_stream.append(len(leaves))
            leaves.append(leaf_hash(data))
        require(not content.read(), path + " is longer than its entries")
    require(tree_root(leaves) == root, "the entries are not those of the tree that was signed")
    require(of_stream == [int(line["index"]) for line in lines], "MISSING: an event of the stream is not shown")


def check_whole(manifest, entries):
    """Whoever has only the rest does not miss what was cut off at either end."""
    if manifest["scope"] != "log":
        raise Incomplete("whether events were left out takes the whole log's entries (scope=log)")
    if entries[0].version > 1:
        raise Incomplete("what is shown begins with version %d" % entries[0].version)


def verify(path, policy, shown_only):
    files = read_files(path)
    manifest = check_manifest(files)
    origin, size, root = read_checkpoint(files["checkpoint"], log_keys(policy))
    require(origin == manifest["origin"] and size == int(manifest["size"]), "the manifest is of another checkpoint")
    lines = [read_json(line) for line in files["events.ndjson"].decode("utf-8").split("\n") if line]
    entries = [check_event(line, size, root) for line in lines]
    tag = tag_of(manifest, entries)
    if entries:
        check_places(manifest, lines)
        check_stream(manifest, lines, entries, tag)
        check_erased(lines, entries)
    if manifest["scope"] == "log":
        check_log(files, size, root, lines, tag)
    if not entries:
        raise Incomplete("no event is shown")
    if not shown_only:
        check_whole(manifest, entries)
    print("VERIFIED: %d events, %d of them erased, in a log of %d leaves" % (
        len(lines), sum(line["status"] == "erased" for line in lines), size))


def main(arguments):
    paths = [each for each in arguments if each != "--shown-only"]
    if len(paths) != 2:
        print(__doc__, file=sys.stderr)
        return 3
    try:
        with open(paths[1], encoding="utf-8") as policy:
            verify(paths[0], policy.read(), len(paths) < len(arguments))
        return 0
    except Incomplete as incomplete:
        print("INCOMPLETE: %s" % incomplete)
        return 2
    except (Tampered, ValueError, KeyError, TypeError, struct.error) as found:
        print("TAMPERED: %s" % found)
        return 1
    except (OSError, zipfile.BadZipFile) as unreadable:
        print(unreadable, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
