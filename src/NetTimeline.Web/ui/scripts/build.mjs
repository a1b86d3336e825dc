// Installs what the page is built with, builds it into the folder that is named, and compresses its files.
// MSBuild calls it where something changed. One at a time: npm would pull the folder from under another's feet.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, utimesSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const ui = dirname(dirname(fileURLToPath(import.meta.url)))
const installed = join(ui, 'node_modules', '.installed')
const WAIT_MS = 250
const WAITS_MAX = 2400

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The page is built with Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const release = lock(join(tmpdir(), `nettimeline-page-${digest(ui).slice(0, 16)}.lock`))
try {
  install()
  if (process.argv[2]) build(resolve(process.argv[2]))
} finally {
  release()
}

/** What was installed last is told by what it was installed by. */
function install() {
  const wanted = digest(readFileSync(join(ui, 'package.json')) + readFileSync(join(ui, 'package-lock.json')))
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return
  const { atime, mtime } = statSync(ui)
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(installed, wanted)
  // The folder is no newer for it: nothing that is built from it has to be built again.
  utimesSync(ui, atime, mtime)
}

function build(out) {
  const vite = join(ui, 'node_modules', 'vite', 'bin', 'vite.js')
  run(process.execPath, [vite, 'build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'])
  for (const file of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) compress(join(file.parentPath ?? file.path, file.name))
  }
}

function compress(path) {
  const bytes = readFileSync(path)
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  for (const [ending, small] of [['.br', brotliCompressSync(bytes, { params })], ['.gz', gzipSync(bytes, { level: 9 })]]) {
    if (small.length < bytes.length) writeFileSync(path + ending, small)
  }
}

function run(program, args) {
  // Neither npm nor Vite asks anybody for a newer version of itself.
  const env = { ...process.env, npm_config_update_notifier: 'false' }
  execFileSync(program, args, { cwd: ui, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Waits while another build that still lives holds the file; gives back what lets it go. */
function lock(path) {
  for (let waits = 0; waits < WAITS_MAX; waits++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isHeld(path)) rmSync(path, { force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS)
  }
  throw new Error(`Another build of the page has held ${path} for ten minutes.`)
}

function isHeld(path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'))
    // Just made and not yet written.
    if (!holder) return Date.now() - statSync(path).mtimeMs < 5000
    process.kill(holder, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex')
}
