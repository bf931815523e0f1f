import type { Domain, Problem } from '@domainry/core';

/** Problems in the form in which tests compare them: `CODE element: cause. fix`. Places are checked by a test of their own. */
export function problemsOf(domain: Domain): readonly string[] {
  return domain.check().map(sentence);
}

/** Problems that speak of one element or a member of it. */
export function problemsWith(domain: Domain, element: string): readonly string[] {
  const isMeant = (problem: Problem): boolean =>
    problem.element === element || problem.element.startsWith(`${element}.`);
  return domain.check().filter(isMeant).map(sentence);
}

function sentence({ code, element, cause, fix }: Problem): string {
  return `${code} ${element}: ${withoutPlaces(cause)}. ${fix}`;
}

/** Files and lines differ between compilers; that they are there, and name the right file, is checked elsewhere. */
function withoutPlaces(text: string): string {
  return text.replaceAll(/ \([^()]*test\.ts:\d+\)/g, ' (PLACE)');
}
