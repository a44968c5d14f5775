// ClaimGraph on its SQLite store, for the side-by-side benchmark. Numeric ids of the data are the nodes' keys.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';

const here = import.meta.dirname;
const root = path.join(here, '..', '..');
const program = (project) => path.join(root, project, 'bin', 'Release', 'net10.0', path.basename(project) + '.dll');
const benchmarks = program('tests/ClaimGraph.Benchmarks'), server = program('src/ClaimGraph.Server');
const file = (dataRoot, size) => path.join(dataRoot, 'claimgraph', `${size}.db`);
let built = false;

function build() {
  if (built) return;
  for (const project of ['tests/ClaimGraph.Benchmarks', 'src/ClaimGraph.Server'])
    execFileSync('dotnet', ['build', path.join(root, project), '-c', 'Release', '-v', 'q', '--nologo'], { stdio: ['ignore', 2, 2] });
  built = true;
}

/** Everything that decides what the file holds: the data, the loader, the core, the store and its schema. */
function stampOf(dataDir) {
  const hash = createHash('sha256').update(fs.readFileSync(path.join(dataDir, 'meta.json')));
  for (const folder of ['tests/ClaimGraph.Benchmarks/Load', 'src/ClaimGraph', 'src/ClaimGraph.Sqlite', 'schema/sqlite'])
    for (const entry of fs.readdirSync(path.join(root, folder), { recursive: true }).sort())
      if (/\.(cs|sql)$/.test(entry) && !/(^|\/)(bin|obj)\//.test(entry)) hash.update(entry).update(fs.readFileSync(path.join(root, folder, entry)));
  return hash.digest('hex');
}

// An opaque id is the kind (one byte) and the number (eight bytes), in base64url.
const numberOf = (id) => Number(Buffer.from(id, 'base64url').readBigInt64BE(1));
function idsLike(first, second) {
  const bytes = Buffer.from(first, 'base64url'), start = bytes.readBigInt64BE(1);
  const step = Buffer.from(second, 'base64url').readBigInt64BE(1) - start;
  return (n) => { const b = Buffer.from(bytes); b.writeBigInt64BE(start + BigInt(n - 1) * step, 1); return b.toString('base64url'); };
}

const evidence = (connection) => connection.nodes.map((e) => ({ stance: e.stance, title: e.basis.title, url: e.basis.url }));
const counts = (list, word) => Object.fromEntries(list.map((x) => [word(x.value), x.count]));
const VERDICT = { SUPPORTED: 'TRUE', MOSTLY_SUPPORTED: 'MOSTLY_TRUE', MIXED: 'HALF_TRUE', MOSTLY_UNSUPPORTED: 'MOSTLY_FALSE', UNSUPPORTED: 'FALSE', UNVERIFIED: 'UNVERIFIABLE' };

export default {
  name: 'claimgraph',
  async setup({ size, dataDir, dataRoot }) {
    build();
    const db = file(dataRoot, size), stampFile = db + '.stamp', stamp = stampOf(dataDir);
    if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return;
    fs.mkdirSync(path.dirname(db), { recursive: true });
    for (const x of ['', '-wal', '-shm', '.stamp']) fs.rmSync(db + x, { force: true });
    execFileSync('dotnet', [benchmarks, 'load', dataDir, db], { stdio: ['ignore', 2, 2] });
    fs.writeFileSync(stampFile, stamp);
  },
  async start({ size, dataRoot, port, startServer, answers }) {
    const run = path.join(dataRoot, 'claimgraph', 'run.db');
    for (const x of ['', '-wal', '-shm']) fs.rmSync(run + x, { force: true });
    fs.copyFileSync(file(dataRoot, size), run);
    const url = `http://127.0.0.1:${port}/graphql`;
    const { pid, stop } = await startServer('dotnet', [server, 'serve', '--database', run, '--urls', `http://127.0.0.1:${port}`, '--no-sample'], {
      cwd: root, log: path.join(dataRoot, 'claimgraph.log'), ready: () => answers(url), env: { DOTNET_ENVIRONMENT: 'Production' },
    });
    return { url, pids: { server: pid }, stop };
  },
  /** Ids and cursors are opaque: take real ones and put other numbers into them. */
  async prepare({ truth, gql }) {
    const { statements: { edges: [{ cursor, node }, next] }, sources } = await gql(`{
  statements(first: 2, orderBy: { field: CREATED_AT, direction: DESC }) { edges { cursor node { id key createdAt } } }
  sources(first: 1, filter: { key: { eq: "1" } }) { nodes { publisher { id } } }
}`);
    const last = Number(node.key), back = idsLike(node.id, next.node.id);
    const id = (n) => back(last - n + 1);
    const text = Buffer.from(cursor, 'base64url').toString(), at = String(Date.parse(node.createdAt));
    if (!text.includes(node.id) || !text.includes(at)) throw new Error('unexpected cursor ' + text);
    return {
      id, publisher: sources.nodes[0].publisher.id,
      cursor: (n) => Buffer.from(text.replace(node.id, id(n)).replace(at, String(truth.statements[n].at))).toString('base64url'),
    };
  },
};

export { evidence, counts, numberOf, VERDICT };
