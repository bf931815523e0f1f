/**
 * Begins projects with Domainry.
 *
 * @packageDocumentation
 */
export { planProject, type ProjectPlan } from './plan-project.js';
export { ProjectRefused } from './project-refused.js';
export { templates, type Template } from './templates.js';
export { writeProject } from './write-project.js';
