import type { Widget } from '@patchbay/node-kit';
import type { JSX } from 'react';
import type { WidgetProps } from '../widget-props.ts';
import { CodeField } from './code-field.tsx';
import { ConditionField } from './condition-field.tsx';
import { JsonField } from './json-field.tsx';
import { JsonSchemaField } from './json-schema-field.tsx';
import { ListField } from './list-field.tsx';
import { PairsField } from './pairs-field.tsx';
import {
  ConnectionField,
  FlowField,
  LiteralField,
  NumberField,
  SelectField,
  SwitchField,
  VariableField,
} from './simple-fields.tsx';
import { TemplateField } from './template-field.tsx';
import { TextsField } from './texts-field.tsx';
import { VariantField } from './variant-field.tsx';

/** A component for every widget but `group`, whose fields are drawn by the list itself; a widget that is missing here is a compile error. */
export const widgets: Record<Exclude<Widget, 'group'>, (props: WidgetProps) => JSX.Element> = {
  text: TemplateField,
  multiline: TemplateField,
  markdown: TemplateField,
  expression: TemplateField,
  literal: LiteralField,
  number: NumberField,
  switch: SwitchField,
  select: SelectField,
  variable: VariableField,
  texts: TextsField,
  pairs: PairsField,
  list: ListField,
  condition: ConditionField,
  code: CodeField,
  json: JsonField,
  'json-schema': JsonSchemaField,
  connection: ConnectionField,
  flow: FlowField,
  model: LiteralField,
  variant: VariantField,
};
