/** What a response carries, taken on trust as the shape that the test asks about. */
export async function jsonOf<Shape>(response: Response): Promise<Shape> {
  return (await response.json()) as Shape;
}
