// ClaimGraph on Neo4j. NEO4J_SCRIPTS is a folder with two programs: `start DIR` runs a server whose data is in DIR and prints `export
// NEO4J_BOLT_URL=… NEO4J_USER=… NEO4J_PASSWORD=… NEO4J_PID=…`; `stop DIR` ends it.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { adapter, load } from './claimgraph.mjs';

const script = (name, dir) => execFileSync(path.join(process.env.NEO4J_SCRIPTS, name), [dir], { stdio: ['ignore', 'pipe', 2] }).toString();
const start = (dir) => {
  const printed = script('start', dir).matchAll(/(NEO4J_\w+)=(\S+)/g);
  return Object.fromEntries([...printed].map(([, name, value]) => [name, value.replace(/["'\\;]/g, '')]));
};
const folder = (dataRoot, name) => path.join(dataRoot, 'claimgraph', `neo4j-${name}`);

export default adapter({
  name: 'claimgraph-neo4j',
  folders: ['src/ClaimGraph.Neo4j', 'schema/neo4j'],
  fill({ size, dataDir, dataRoot }) {
    const dir = folder(dataRoot, size);
    fs.rmSync(dir, { recursive: true, force: true });
    const env = start(dir);
    try { load(dataDir, 'neo4j', env); } finally { script('stop', dir); }
  },
  open({ size, dataRoot }) {
    const run = folder(dataRoot, 'run');
    fs.rmSync(run, { recursive: true, force: true });
    fs.cpSync(folder(dataRoot, size), run, { recursive: true });
    const env = start(run);
    return {
      args: ['--storage', 'Neo4j'], pids: { database: +env.NEO4J_PID }, close: () => script('stop', run),
      env: {
        CLAIMGRAPH_NEO4J__URI: env.NEO4J_BOLT_URL,
        CLAIMGRAPH_NEO4J__USER: env.NEO4J_USER,
        CLAIMGRAPH_NEO4J__PASSWORD: env.NEO4J_PASSWORD,
      },
    };
  },
});
