package orchestrator.lib.service;

import com.google.protobuf.Empty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ProfilingStep;

/** Notes profiling steps: how long something took; kept as events alone. */
@Singleton
public final class ProfilingService {
  @Inject
  ProfilingService() {}

  /**
   * Makes an event of the step, whoever asks and whether the asset is known or not.
   *
   * @throws OrchestratorException OE0101 for a broken rule
   */
  public Empty registerProfilingStep(Transaction transaction, ProfilingStep request) {
    Validator.check(request);
    EventLog.created(transaction, Tables.PROFILING_STEPS, request);
    return Empty.getDefaultInstance();
  }
}
