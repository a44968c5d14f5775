// ClaimGraph on the embedded store.
import fs from 'node:fs';
import path from 'node:path';
import { adapter, load } from './claimgraph.mjs';

const file = (dataRoot, name) => path.join(dataRoot, 'claimgraph', `${name}.db`);
const remove = (db) => { for (const x of ['', '-wal', '-shm']) fs.rmSync(db + x, { force: true }); };

export default adapter({
  name: 'claimgraph',
  folders: ['src/ClaimGraph.Sqlite', 'schema/sqlite'],
  fill({ size, dataDir, dataRoot }) {
    remove(file(dataRoot, size));
    load(dataDir, file(dataRoot, size));
  },
  open({ size, dataRoot }) {
    const run = file(dataRoot, 'run');
    remove(run);
    fs.copyFileSync(file(dataRoot, size), run);
    return { args: ['--store', run], env: {}, pids: {} };
  },
});
