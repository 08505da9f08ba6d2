package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.BatchStep;
import orchestrator.proto.RunBatchParam;
import orchestrator.proto.RunBatchResponse;

/** Does several writes in one transaction. */
@Singleton
public final class BatchService {
  private final ComputePlanService plans;
  private final ComputeTaskService tasks;
  private final ModelService models;
  private final PerformanceService performances;
  private final FailureReportService failures;

  @Inject
  BatchService(
      ComputePlanService plans,
      ComputeTaskService tasks,
      ModelService models,
      PerformanceService performances,
      FailureReportService failures) {
    this.plans = plans;
    this.tasks = tasks;
    this.models = models;
    this.performances = performances;
    this.failures = failures;
  }

  /**
   * Does each step as its rpc does, on what the steps before it have left; all or none.
   *
   * @throws OrchestratorException OE0003 for no step and for a step that asks for nothing; else the
   *     error of the first step that is refused, with its index
   */
  public RunBatchResponse runBatch(Transaction transaction, RunBatchParam request) {
    if (request.getStepsCount() == 0) {
      throw Errors.precondition("no step to run");
    }
    for (int index = 0; index < request.getStepsCount(); index++) {
      try {
        run(transaction, request.getSteps(index));
      } catch (OrchestratorException e) {
        throw Errors.of(e.code(), "steps[" + index + "]: " + e.getMessage());
      }
    }
    return RunBatchResponse.getDefaultInstance();
  }

  private void run(Transaction transaction, BatchStep step) {
    switch (step.getStepCase()) {
      case REGISTER_PLAN -> plans.registerPlan(transaction, step.getRegisterPlan());
      case APPLY_PLAN_ACTION -> plans.applyPlanAction(transaction, step.getApplyPlanAction());
      case REGISTER_TASKS -> tasks.registerTasks(transaction, step.getRegisterTasks());
      case APPLY_TASK_ACTION -> tasks.applyTaskAction(transaction, step.getApplyTaskAction());
      case REGISTER_MODELS -> models.registerModels(transaction, step.getRegisterModels());
      case REGISTER_PERFORMANCE ->
          performances.registerPerformance(transaction, step.getRegisterPerformance());
      case REGISTER_FAILURE_REPORT ->
          failures.registerFailureReport(transaction, step.getRegisterFailureReport());
      case STEP_NOT_SET -> throw Errors.precondition("the step asks for nothing");
    }
  }
}
