import type { AnnotationContext } from '../annotation/annotation.context.js';
import type { ApprovalContext } from '../approval/approval.context.js';
import type { EvaluationContext } from '../evaluation/evaluation.context.js';
import type { PolicyContext } from '../policy/policy.context.js';
import type { PromotionContext } from '../promotion/promotion.context.js';
import type { WaiverContext } from '../waiver/waiver.context.js';

/** What a review reads: all that a promotion is judged by, of many versions at once. */
export type ReviewContext = AnnotationContext &
  ApprovalContext &
  EvaluationContext &
  PolicyContext &
  PromotionContext &
  WaiverContext;
