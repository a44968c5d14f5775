// ClaimGraph for the side-by-side benchmark, on any of its stores: adapter.mjs and adapter-neo4j.mjs. Numeric ids of the data are the
// nodes' keys.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';

const here = import.meta.dirname;
const root = path.join(here, '..', '..');
const benchmarks = path.join(here, 'bin', 'Release', 'net10.0', 'ClaimGraph.Benchmarks.dll');
const published = path.join(here, 'bin', 'published'), server = path.join(published, 'ClaimGraph.Server.dll');
const query = (name) => fs.readFileSync(path.join(here, 'Queries', `${name}.graphql`), 'utf8');
let built = false;

// The bench sends no headers, so M1 is written without a key; and it asks far more than one client may.
const OPEN = { DOTNET_ENVIRONMENT: 'Production', CLAIMGRAPH_ACCESS__WRITING: 'Open', CLAIMGRAPH_GRAPHQL__ANONYMOUSCOSTPERSECOND: '0' };

/** Commits the generated data into a place, as `load` names it. */
export const load = (dataDir, place, env = {}) =>
  execFileSync('dotnet', [benchmarks, 'load', dataDir, place], { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });

/** The loader, and the server as the Dockerfile publishes it: compiled ahead, so that little of a short run goes into compiling. */
function build() {
  if (built) return;
  const dotnet = (command, project, ...rest) =>
    execFileSync('dotnet', [command, path.join(root, project), '-c', 'Release', '-v', 'q', ...rest], { stdio: ['ignore', 2, 2] });
  dotnet('build', 'tests/ClaimGraph.Benchmarks');
  const aheadOfTime = ['--use-current-runtime', '--self-contained', 'false', '-p:PublishReadyToRun=true'];
  dotnet('publish', 'src/ClaimGraph.Server', ...aheadOfTime, '-o', published);
  built = true;
}

/** Everything that decides what the store holds: the data, the loader, the core, the store and its schema. */
function stampOf(dataDir, folders) {
  const hash = createHash('sha256').update(fs.readFileSync(path.join(dataDir, 'meta.json')));
  for (const folder of ['tests/ClaimGraph.Benchmarks/Load', 'src/ClaimGraph', ...folders])
    for (const entry of fs.readdirSync(path.join(root, folder), { recursive: true }).sort())
      if (/\.(cs|sql|cypher)$/.test(entry) && !/(^|\/)(bin|obj)\//.test(entry))
        hash.update(entry).update(fs.readFileSync(path.join(root, folder, entry)));
  return hash.digest('hex');
}

// An opaque id is a number of eight bytes in base64url. The loader numbers the nodes of a kind one by one: their ids are one step apart.
const valueOf = (id) => Buffer.from(id, 'base64url').readBigInt64BE();
// firsts holds the value of number 1 of each kind; a whole number of steps leads to those of its kind.
let step = 1n, firsts = [];
const numberOf = (id) => {
  const value = valueOf(id), first = firsts.find((f) => (value - f) % step === 0n) ?? 0n;
  return Number((value - first) / step) + 1;
};
const idOf = (first, n) => { const b = Buffer.alloc(8); b.writeBigInt64BE(first + BigInt(n - 1) * step); return b.toString('base64url'); };

const evidence = (connection) => connection.nodes.map((e) => ({ stance: e.stance, title: e.basis.title, url: e.basis.url }));
const VERDICT = {
  SUPPORTED: 'TRUE', MOSTLY_SUPPORTED: 'MOSTLY_TRUE', MIXED: 'HALF_TRUE',
  MOSTLY_UNSUPPORTED: 'MOSTLY_FALSE', UNSUPPORTED: 'FALSE', UNVERIFIED: 'UNVERIFIABLE',
};

/**
 * An adapter over a storage: `name`; `folders` with the sources that decide what it holds; `fill({ size, dataDir, dataRoot })` loads
 * a size anew; `open({ size, dataRoot })` makes a fresh copy of it and gives the server's arguments (`args`), environment (`env`),
 * `pids` of a database and `close`.
 */
export const adapter = (storage) => ({
  name: storage.name,
  setup({ size, dataDir, dataRoot }) {
    build();
    const stampFile = path.join(dataRoot, 'claimgraph', `${storage.name}-${size}.stamp`), stamp = stampOf(dataDir, storage.folders);
    if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return;
    fs.mkdirSync(path.dirname(stampFile), { recursive: true });
    fs.rmSync(stampFile, { force: true });
    storage.fill({ size, dataDir, dataRoot });
    fs.writeFileSync(stampFile, stamp);
  },
  async start({ size, dataRoot, port, startServer, answers }) {
    const { args, env, pids, close } = storage.open({ size, dataRoot });
    const url = `http://127.0.0.1:${port}/graphql`;
    const { pid, stop } = await startServer('dotnet', [server, '--url', `http://127.0.0.1:${port}`, '--sample', 'false', ...args], {
      cwd: path.join(dataRoot, 'claimgraph'), log: path.join(dataRoot, 'claimgraph.log'),
      ready: () => answers(url), env: { ...OPEN, ...env },
    });
    return { url, pids: { server: pid, ...pids }, stop: async () => { await stop(); close?.(); } };
  },
  /** Ids and cursors are opaque: take real ones and put other numbers into them. */
  async prepare({ truth, gql }) {
    const { statements: { edges: [{ cursor, node }] }, one, two, three, source } = await gql(`{
  statements(first: 1) { edges { cursor node { id createdAt } } }
  one: statement(key: "1") { id }
  two: statement(key: "2") { id }
  three: statement(key: "3") { id }
  source(key: "1") { id publisher { id } }
}`);
    step = valueOf(two.id) - valueOf(one.id);
    firsts = [valueOf(one.id), valueOf(source.id)];
    const statement = (n) => idOf(valueOf(one.id), n);
    if (numberOf(three.id) !== 3) throw new Error('statements are not numbered one by one');
    const text = Buffer.from(cursor, 'base64url').toString(), at = String(Date.parse(node.createdAt));
    if (!text.includes(node.id) || !text.includes(at)) throw new Error('unexpected cursor ' + text);
    return {
      statement, publisher: source.publisher.id,
      cursor: (n) => Buffer.from(text.replace(node.id, statement(n)).replace(at, String(truth.statements[n].at))).toString('base64url'),
    };
  },
  ops: {
    Q1: {
      query: query('Q1'),
      variables: (p, s) => ({ after: s.cursor(p.after) }),
      answer: (d) => d.statements.nodes.map((n) => ({
        id: numberOf(n.id), text: n.text, claimant: n.claimant.name, evidence: evidence(n.evidence),
      })),
    },
    Q2: {
      query: query('Q2'),
      variables: (p, s) => ({ id: s.statement(p.id) }),
      answer: ({ statement: s }) => ({
        id: numberOf(s.id), text: s.text, claimant: s.claimant.name, event: s.appearances.nodes[0].event?.name ?? null,
        evidence: evidence(s.evidence),
        incoming: s.incoming.nodes.map((e) => ({
          kind: e.stance, id: numberOf(e.basis.id),
          incoming: e.basis.incoming.nodes.map((f) => ({ kind: f.stance, id: numberOf(f.basis.id) })),
        })),
      }),
    },
    Q3: {
      query: query('Q3'),
      variables: (p) => ({ q: p.q }),
      answer: (d) => d.search.nodes.map((n) => ({ id: numberOf(n.id), text: n.text, claimant: n.claimant.name, ...n.evidenceCounts })),
    },
    Q4: {
      query: query('Q4'),
      variables: (p) => ({ since: p.since }),
      answer: ({ overview: o }) => ({ verdicts: Object.fromEntries(o.verdicts.map((x) => [VERDICT[x.verdict] ?? 'NONE', x.count])),
        stances: Object.fromEntries(o.stances.map((x) => [x.stance, x.count])),
        rebutted: o.mostRebutted.map((x) => ({ id: numberOf(x.statement.id), n: x.count, text: x.statement.text })),
        used: o.mostUsedSources.map((x) => ({ id: numberOf(x.source.id), n: x.count, title: x.source.title, url: x.source.url })) }),
    },
    M1: {
      query: query('M1'),
      variables: (p, s) => ({
        input: {
          targetId: s.statement(p.statementId), stance: p.stance, anchor: { exact: p.excerpt },
          source: {
            title: p.title, url: p.url, publisherId: s.publisher, language: p.language, publishedOn: p.publishedAt.slice(0, 10),
          },
        },
      }),
      answer: ({ addEvidence: { evidence: e } }) => ({
        evidenceId: numberOf(e.id), sourceId: numberOf(e.basis.id), statementId: numberOf(e.target.id),
        stance: e.stance, title: e.basis.title, url: e.basis.url,
      }),
    },
  },
});
