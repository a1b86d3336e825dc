// Starts the demonstration on a free port with a data folder of its own before the tests, and ends it after them.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    server: string
  }
}

const STARTS_WITHIN_MS = 120_000
const ENDS_WITHIN_MS = 20_000
const root = resolve(import.meta.dirname, '../../../..')

/** A server with both case reports, and nothing else that anybody recorded. */
export interface Demo {
  readonly url: string
  end(): Promise<void>
}

/** That of all tests that only look. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env['NETTIMELINE_E2E_SERVER']
  if (running) {
    project.provide('server', running)
    return async () => {}
  }
  const demo = await start()
  project.provide('server', demo.url)
  return () => demo.end()
}

/** For a test that records: whoever comes after it would find what it left. Always over a database of its own. */
export async function start(at = 'http://127.0.0.1:0'): Promise<Demo> {
  const data = mkdtempSync(join(tmpdir(), 'nettimeline-page-'))
  const child = spawn('dotnet', [program(), 'demo', '--urls', at], {
    env: { ...process.env, NETTIMELINE_DATA: join(data, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return {
    url: await listening(child),
    end: async () => {
      await end(child)
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The command line that was built, Release before Debug. */
function program(): string {
  const artifacts = process.env['ArtifactsPath'] ?? join(root, '.artifacts')
  const built = ['release', 'debug'].map((kind) => join(artifacts, 'bin/NetTimeline.Cli', kind, 'nettimeline.dll'))
  const found = built.find((path) => existsSync(path))
  if (!found) throw new Error(`Nothing is built: neither ${built.join(' nor ')} is there.`)
  return found
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = ''
    const late = setTimeout(() => failed(new Error(`The server did not start in time:\n${said}`)), STARTS_WITHIN_MS)
    const heard = (text: Buffer): void => {
      said += text.toString()
      const address = /listens on (\S+)/.exec(said)?.[1]
      if (!address || !said.includes('Ctrl-C')) return
      clearTimeout(late)
      found(address)
    }
    child.stdout?.on('data', heard)
    child.stderr?.on('data', heard)
    child.on('exit', (code) => failed(new Error(`The server ended with ${code}:\n${said}`)))
  })
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    const late = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
    child.on('exit', () => {
      clearTimeout(late)
      done()
    })
    child.kill('SIGINT')
  })
}
