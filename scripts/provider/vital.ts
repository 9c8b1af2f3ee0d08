/**
 * Types that hold a business's data or its identity: no deployment takes one away unless its URN is
 * allowed, and a review says so first. Older and newer names of a type count alike.
 */
const vital =
  /^aws:[\w-]+\/[^:]+:(Table|GlobalTable|Bucket|BucketV2|UserPool|IdentityPool|EmailIdentity|DomainIdentity|Vault)$/;

/** Whether losing a resource of this type is never a detail. */
export function isVitalType(type: string): boolean {
  return vital.test(type);
}
