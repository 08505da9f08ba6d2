package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Refusals;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import org.junit.jupiter.api.Test;

class FullQueueTest extends OwnServer {
  private static final int CALLS = 2_000;

  @Test
  void aFullQueueRefusesWhatDoesNotFitAndDoesTheRest() throws Exception {
    ServerProcess server = start(settings().withFlags("--queue-size", "3"));
    Party one = newMember(server, ONE);
    var stub = ComputePlanServiceGrpc.newFutureStub(one.transport());
    List<ListenableFuture<ComputePlan>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(stub.registerPlan(plan("plan " + i).build()));
    }

    int done = 0;
    for (int i = 0; i < CALLS; i++) {
      String key = key("plan " + i);
      Status.Code code = codeOf(calls.get(i));
      if (code == Status.Code.OK) {
        assertThat(one.plan(key).getKey()).isEqualTo(key);
        done++;
      } else {
        assertThat(code).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        Refusals.refusedWith(OeCode.OE0002, () -> one.plan(key));
      }
    }
    assertThat(done).isBetween(1, CALLS - 1);
    one.register(plan("afterwards"));
  }

  private static Status.Code codeOf(ListenableFuture<?> call) throws InterruptedException {
    try {
      call.get();
      return Status.Code.OK;
    } catch (ExecutionException e) {
      return Status.fromThrowable(e.getCause()).getCode();
    }
  }
}
