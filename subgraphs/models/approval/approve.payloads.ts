import { Field, ObjectType } from 'type-graphql';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Approval } from './approval.entity.js';

/** The version, and who approves it now. */
@ObjectType({ simpleResolvers: true })
abstract class ApprovalsPayload {
  @Field(() => ModelVersion, { description: 'The version.' })
  modelVersion: ModelVersionRow;

  @Field(() => [Approval], { description: 'Its approvals now, oldest first.' })
  approvals: readonly Approval[];
}

/** What `approve` gives back. */
@ObjectType({ description: 'The version, and the approvals it has now.', simpleResolvers: true })
export class ApprovePayload extends ApprovalsPayload {}

/** What `withdrawApproval` gives back. */
@ObjectType({ description: 'The version, and the approvals it has now.', simpleResolvers: true })
export class WithdrawApprovalPayload extends ApprovalsPayload {}
