export { flowTemplates } from './flow-templates.ts';
export type { FlowTemplate, TemplateTurn } from './flow-template.ts';
