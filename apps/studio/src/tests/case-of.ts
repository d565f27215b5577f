import type { StoredTest, TestCase } from '@patchbay/api-contract';

/** A test case as it is saved: without what its storing adds. */
export function caseOf({ id: _, updatedAt: __, last: ___, ...test }: StoredTest): TestCase {
  return test;
}
