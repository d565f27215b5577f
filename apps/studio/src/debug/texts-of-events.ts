/** What events of a run showed to the user, each message and component as a text. */
export function textsOfEvents(events: readonly unknown[]): string[] {
  return events.flatMap((event) => {
    if (typeof event !== 'object' || event === null || !('type' in event)) return [];
    if (event.type === 'message' && 'text' in event && !('role' in event && event.role === 'user'))
      return [String(event.text)];
    if (event.type === 'component' && 'spec' in event && typeof event.spec === 'object' && event.spec !== null) {
      const { title, text, options }: Record<string, unknown> = { ...event.spec };
      const labels: unknown[] = Array.isArray(options) ? options : [];
      const shown = [
        title,
        text,
        ...labels.map((one) => (typeof one === 'object' && one && 'label' in one ? `• ${String(one.label)}` : '')),
      ];
      return [shown.filter((line) => typeof line === 'string' && line !== '').join('\n')];
    }
    return [];
  });
}
