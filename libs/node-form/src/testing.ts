// For tests that look through scripts as the editor does.
export { inputDeclaration } from './script/input-shape.ts';
export { ScriptService } from './script/script-service.ts';
