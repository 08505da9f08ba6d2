package orchestrator.server.couchdb;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.lib.fixtures.Calls;
import orchestrator.lib.fixtures.MemoryStore;
import orchestrator.lib.fixtures.Requests;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Rows;
import orchestrator.lib.service.ComputePlanService;
import orchestrator.lib.service.ComputeTaskService;
import orchestrator.lib.service.FunctionService;
import orchestrator.lib.service.ModelService;
import orchestrator.lib.service.OrganizationService;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import org.junit.jupiter.api.Test;

/** What calls leave in a channel goes into documents, and comes back whole. */
class StateInDocumentsTest {
  private final Calls calls = new Calls();

  @Test
  void documentsOfTheRowsGiveTheStateByteForByte() {
    runATaskWithAChild();

    Map<String, String> documents = new TreeMap<>();
    calls
        .state()
        .entries()
        .forEach(
            (row, value) -> {
              if (!Rows.isDerived(row)) {
                documents.put(RowIds.id(row), RowDocuments.document(row, value, 1));
              }
            });

    MemoryStore restored = new MemoryStore();
    Overlay transaction = restored.begin();
    documents.forEach(
        (id, document) -> {
          Key row = RowIds.row(id);
          assertThat(CouchJson.held(document).path("_id").textValue()).isEqualTo(id);
          Rows.restore(transaction, row, RowDocuments.value(row, CouchJson.held(document)));
        });
    restored.commit(transaction);

    assertThat(documents.keySet().stream().map(id -> id.substring(0, id.indexOf(':'))).distinct())
        .containsExactlyInAnyOrder(
            "organization",
            "function",
            "function.plan",
            "computeplan",
            "computetask",
            "model",
            "output",
            "event");
    assertThat(restored.entries().keySet())
        .containsExactlyElementsOf(calls.state().entries().keySet());
    assertThat(restored.entries().values())
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(calls.state().entries().values());
  }

  private void runATaskWithAChild() {
    calls.call(
        ORG1,
        calls.service(OrganizationService.class)::registerOrganization,
        RegisterOrganizationParam.getDefaultInstance());
    calls.call(
        ORG1, calls.service(ComputePlanService.class)::registerPlan, Requests.plan("plan").build());
    calls.call(
        ORG1,
        calls.service(FunctionService.class)::registerFunction,
        Requests.function("function").build());
    apply(FunctionAction.FUNCTION_ACTION_BUILDING);
    apply(FunctionAction.FUNCTION_ACTION_READY);
    calls.call(
        ORG1,
        calls.service(ComputeTaskService.class)::registerTasks,
        RegisterTasksParam.newBuilder()
            .addTasks(Requests.task("parent", "plan", "function", ORG1))
            .addTasks(
                Requests.task("child", "plan", "function", ORG1)
                    .addInputs(Requests.modelOf("parent")))
            .build());
    apply(ComputeTaskAction.TASK_ACTION_EXECUTING);
    calls.call(
        ORG1,
        calls.service(ModelService.class)::registerModel,
        Requests.model("model", "parent").build());
    apply(ComputeTaskAction.TASK_ACTION_DONE);
  }

  private void apply(FunctionAction action) {
    calls.call(
        ORG1,
        calls.service(FunctionService.class)::applyFunctionAction,
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(key("function"))
            .setAction(action)
            .build());
  }

  private void apply(ComputeTaskAction action) {
    calls.call(
        ORG1,
        calls.service(ComputeTaskService.class)::applyTaskAction,
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(key("parent"))
            .setAction(action)
            .build());
  }
}
