export { both, type TemplateLanguage, templateLanguages } from './both.ts';
export { demo } from './demo.ts';
export { flowTemplates } from './flow-templates.ts';
export { type FlowTemplate, templateIn } from './flow-template.ts';
