import { compare } from '../document/compare.js';
import type { Finding } from './finding.js';

/**
 * Findings as a JUnit report, which build servers show as tests: each finding fails one; information does not.
 *
 * @returns XML; with one test that passes when nothing was found.
 */
export function toJUnit(findings: readonly Finding[]): string {
  const contexts = [...new Set(findings.map(({ context }) => context))].sort(compare);
  const suites = contexts.map((context) =>
    suite(
      context,
      findings.filter((finding) => finding.context === context),
    ),
  );
  const nothing =
    '  <testsuite name="domainry" tests="1" failures="0">\n    <testcase classname="domainry" name="check"/>\n  </testsuite>';
  const body = suites.length === 0 ? nothing : suites.join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="domainry">\n${body}\n</testsuites>\n`;
}

function suite(context: string, findings: readonly Finding[]): string {
  const failures = findings.filter(({ level }) => level !== 'info').length;
  const cases = findings.map(testCase).join('\n');
  return `  <testsuite name="${escape(context)}" tests="${findings.length}" failures="${failures}">\n${cases}\n  </testsuite>`;
}

function testCase({ code, level, context, element, source, message, fix, fingerprint }: Finding): string {
  const place = source === undefined ? '' : ` (${source.file}:${source.line})`;
  const text = escape(`${message} ${fix}${place}`);
  const part =
    level === 'info'
      ? `<system-out>${text}</system-out>`
      : `<failure type="${escape(code)}" message="${escape(message)}">${text}</failure>`;
  return `    <testcase classname="${escape(element ?? context)}" name="${escape(fingerprint)}">${part}</testcase>`;
}

/** XML has no way to write most control characters. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '�')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
