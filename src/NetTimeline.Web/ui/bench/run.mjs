// Builds the page as it is shipped, then runs the benchmark's TypeScript with the page's own Vite.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { runnerImport } from 'vite'

const here = import.meta.dirname
// Apart: what runs TypeScript is a development server, and would build the page for development too.
execFileSync('npx', ['vite', 'build', '--outDir', join(here, 'dist'), '--emptyOutDir', '--logLevel', 'error'], {
  cwd: join(here, '..'), stdio: ['ignore', 'ignore', 'inherit'],
})
await runnerImport(join(here, 'timeline.ts'))
