/** How tests name a node: by its id, or as `flow: node` where it is one of a called flow. */
export function placeName({ flow, nodeId, main }: { flow: string; nodeId: string; main: string }): string {
  return flow === main ? nodeId : `${flow}: ${nodeId}`;
}
