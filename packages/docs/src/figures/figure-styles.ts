import type { Tone } from './kind-look.js';

/** Ground, edge and badge of a tone: in light, in dark. */
type Colours = readonly [ground: string, edge: string, badge: string];

const light: Readonly<Record<Tone, Colours>> = {
  aggregate: ['#fff7d6', '#a87b00', '#7d5b00'],
  part: ['#fffaf0', '#b08d57', '#7a5b28'],
  value: ['#fbfaf7', '#8f8877', '#645e50'],
  event: ['#ffedd9', '#d9730d', '#a04d00'],
  command: ['#e4f0ff', '#2b74d6', '#1a55a8'],
  query: ['#e0f5f6', '#0f8a92', '#0a646b'],
  view: ['#e4f6e6', '#2f8f46', '#1f6b32'],
  policy: ['#f3e8fb', '#8b4fc2', '#6b349c'],
  process: ['#fbe7f2', '#bf3f86', '#932860'],
  service: ['#eef1f6', '#66748b', '#475266'],
  context: ['#f4f6fb', '#5a6b9a', '#3f4f7d'],
  external: ['#f7f7f7', '#8a8a8a', '#5c5c5c'],
  plain: ['#f6f7f9', '#6b7686', '#4b5563'],
};

const dark: Readonly<Record<Tone, Colours>> = {
  aggregate: ['#332b10', '#c49a26', '#e3bd56'],
  part: ['#2b261c', '#a58a5c', '#d3b98c'],
  value: ['#252421', '#8d8778', '#bfb9aa'],
  event: ['#3a2612', '#dd8736', '#ffb06b'],
  command: ['#142840', '#4b8fe6', '#8fbfff'],
  query: ['#0f2f32', '#31a3ab', '#73d3da'],
  view: ['#142f1b', '#45a75d', '#86d79a'],
  policy: ['#2d1f3b', '#a772d9', '#d0a8f5'],
  process: ['#391d2c', '#d463a0', '#f5a0cb'],
  service: ['#222831', '#76859d', '#b0bccf'],
  context: ['#1c2233', '#7586b8', '#b1bee3'],
  external: ['#242424', '#8a8a8a', '#bdbdbd'],
  plain: ['#23272e', '#7f8b9c', '#b9c2cf'],
};

function tone(name: Tone): string {
  const [ground, edge, badge] = light[name].map(
    (colour, position) => `light-dark(${colour}, ${dark[name][position]!})`,
  );
  return `.figure-${name} { --figure-fill: ${ground!}; --figure-stroke: ${edge!}; --figure-badge: ${badge!}; }`;
}

/**
 * The styles of all figures. A page includes them once, and lets wide figures scroll within what holds them; dark or
 * light follows its `color-scheme`. A page may set
 * `--figure-font`, and the colours of the ground (`--figure-ground`) and of frames on it
 * (`--figure-framed`), of text (`--figure-ink`, `--figure-muted`), of
 * lines (`--figure-lines`) and of the ring around what has the focus (`--figure-ring`).
 */
export const figureStyles: string = `.figure {
  display: block;
  max-width: 100%;
  height: auto;
  margin-inline: auto;
  font-family: var(--figure-font, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif);
  --ground: var(--figure-ground, light-dark(#ffffff, #16181d));
  --ink: var(--figure-ink, light-dark(#1b1f27, #eceef2));
  --muted: var(--figure-muted, light-dark(#525b69, #a9b2c0));
  --lines: var(--figure-lines, light-dark(#717b8a, #8b95a5));
  --framed: var(--figure-framed, light-dark(#f7f8fb, #1b1e25));
  --hairline: light-dark(#d5d9e0, #3b414c);
}
.figure-wide { min-width: 40rem; }
.figure-scrolled { max-width: none; }
.figure text { fill: var(--ink); font-size: 12px; }
.figure-shape, .figure-ring { fill: var(--figure-fill); stroke: var(--figure-stroke); stroke-width: 1.4; }
.figure-shape-dashed { stroke-dasharray: 5 3.5; }
.figure-crease { fill: none; stroke: var(--figure-stroke); stroke-width: 1; opacity: 0.65; }
.figure-dot { fill: var(--ink); stroke: none; }
.figure-ring { fill: var(--ground); stroke: var(--ink); }
.figure-rule { fill: none; stroke: var(--figure-stroke); stroke-width: 1; opacity: 0.4; }
.figure-focus .figure-shape { stroke-width: 2.6; }
.figure .figure-label { font-size: 14px; font-weight: 600; }
.figure .figure-caption { font-size: 11px; fill: var(--muted); }
.figure .figure-detail { fill: var(--muted); }
.figure-middle, .figure-badge-text, .figure-edge-label { text-anchor: middle; }
.figure-badge { fill: var(--figure-badge); }
.figure .figure-badge-text { font-size: 11px; font-weight: 700; fill: light-dark(#ffffff, #14161a); }
.figure-line { fill: none; stroke: var(--lines); stroke-width: 1.5; }
.figure-edge-dashed .figure-line { stroke-dasharray: 6 4; }
.figure-edge-thick .figure-line { stroke-width: 3; }
.figure-head { fill: var(--lines); stroke: none; }
.figure-patch { fill: var(--ground); }
.figure .figure-edge-label { font-size: 11.5px; fill: var(--muted); }
.figure-frame { fill: var(--framed); stroke: var(--hairline); stroke-width: 1.2; }
.figure-patch-framed { fill: var(--framed); }
.figure .figure-group-label { font-size: 13px; font-weight: 600; fill: var(--muted); }
.figure-frame-clear { fill: none; stroke-dasharray: 3 3; stroke: var(--lines); }
.figure-note { fill: light-dark(#fffbe6, #2e2a18); stroke: light-dark(#c9b458, #8c7d3c); stroke-width: 1; }
.figure .figure-label-strong { font-size: 12px; fill: var(--ink); }
.figure-lane { stroke: var(--hairline); stroke-width: 1; fill: none; }
.figure-band { fill: var(--framed); }
.figure-life { stroke: var(--lines); stroke-width: 1; stroke-dasharray: 4 4; fill: none; }
.figure a { cursor: pointer; outline: none; }
.figure a:hover .figure-label, .figure a:hover .figure-group-label,
.figure a:hover .figure-edge-label { text-decoration: underline; }
.figure a:focus-visible .figure-shape,
.figure a:focus-visible .figure-frame { stroke: var(--figure-ring, light-dark(#0b57d0, #8ab4f8)); stroke-width: 3.5; }
.figure a:focus-visible .figure-label,
.figure a:focus-visible .figure-group-label,
.figure a:focus-visible .figure-edge-label { text-decoration: underline; text-decoration-thickness: 2px; }
@media (forced-colors: active) {
  .figure-shape, .figure-frame, .figure-badge { fill: Canvas; stroke: CanvasText; }
  .figure text { fill: CanvasText; }
  .figure-line { stroke: CanvasText; }
  .figure-head, .figure-dot { fill: CanvasText; }
}
${(Object.keys(light) as Tone[]).map(tone).join('\n')}
`;
