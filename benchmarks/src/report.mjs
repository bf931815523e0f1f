/** `1.26 ×`, `13.4 µs`. */
function quantity(value, unit) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

const barText = ({ sign, limit }, unit) => `${sign} ${limit} ${unit}`;
const verdict = (row) => (row.bar === undefined ? '' : row.isMet ? 'met' : 'MISSED');

function cells(row) {
  const { median, least, most } = row.measured;
  return [
    row.what,
    quantity(median, row.unit),
    `${quantity(least, '').trim()} … ${quantity(most, '').trim()}`,
    row.wall === undefined ? '' : quantity(row.wall, row.unit),
    row.bar === undefined ? '' : barText(row.bar, row.unit),
    verdict(row),
  ];
}

const head = ['what', 'median', 'range of rounds', 'by the clock', 'bar', ''];

/** The table for a terminal. */
export function printTable(rows) {
  const lines = rows.map((row) => (row.heading ? [row.heading] : cells(row)));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line.length === 1 ? 0 : line[column].length))),
  );
  const join = (line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  console.log(join(head));
  for (const line of lines) console.log(line.length === 1 ? `\n${line[0]}` : join(line));
}

/** The page that is committed. */
export function resultsPage({ rows, absolutes, facts, rounds, milliseconds }) {
  const missed = rows.filter(({ isMet }) => isMet === false);
  const held = rows.filter(({ bar }) => bar !== undefined).length;
  return `# Benchmark results

Written by \`npm run bench\`; do not edit. What the rows mean and how they are measured: [README](README.md).

| fact | |
| --- | --- |
| processor | ${facts.processor} |
| memory | ${facts.memory} |
| system | ${facts.system} |
| Node | ${facts.node} |
| date | ${facts.date} |
| run | ${rounds} rounds, ${milliseconds} ms a case; load of the machine at the end ${facts.load} |
| peers | ${facts.peers} |

${held - missed.length} of ${held} bars are met.${missed.length === 0 ? '' : ` Missed: ${missed.map(({ what }) => what).join('; ')}.`}

${sections(rows)}
## What the ratios are made of

Medians over the rounds; they are comparable inside a group only.

| group | case | median | range |
| --- | --- | --- | --- |
${absolutes.map(absoluteLine).join('\n')}
`;
}

function sections(rows) {
  const lines = [];
  for (const row of rows) {
    if (row.heading) lines.push('', `## ${row.heading}`, '', markdown(head), markdown(head.map(() => '---')));
    else lines.push(markdown(cells(row)));
  }
  return `${lines.join('\n').trim()}\n`;
}

const markdown = (line) => `| ${line.join(' | ')} |`;

const units = { retained: 'B', 'start-up': 'ms', 'add children': 'ms' };

function absoluteLine({ group, name, measured }) {
  const unit = units[group] ?? 'ns';
  const divisor = group === 'add children' ? 1e6 : 1;
  const text = (value) => quantity(value / divisor, unit);
  return markdown([group, name, text(measured.median), `${text(measured.least)} – ${text(measured.most)}`]);
}
