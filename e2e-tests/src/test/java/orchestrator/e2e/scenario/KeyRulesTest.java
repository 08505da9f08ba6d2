package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import orchestrator.e2e.harness.api.OeCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRulesTest extends Scenario {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-key",
        "0123456789abcdef0123456789abcdef",
        "{01234567-89ab-cdef-0123-456789abcdef}",
        "01234567-89AB-CDEF-0123-456789ABCDEF",
        "01234567-89ab-cdef-0123-456789abcdeg",
        "urn:uuid:01234567-89ab-cdef-0123-456789abcdef"
      })
  void aKeyOfAnotherFormCannotBeRegistered(String key) {
    String fault = "key: must be a valid UUID";

    invalid("function", () -> one.register(function("f").setKey(key)), fault);
    invalid("datamanager", () -> one.register(manager("m").setKey(key)), fault);
    invalid("computeplan", () -> one.register(plan("p").setKey(key)), fault);
    invalid("function", () -> one.renameFunction(key, "new"), fault);
    invalid("datamanager", () -> one.renameManager(key, "new"), fault);
    invalid("computeplan", () -> one.renamePlan(key, "new"), fault);
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(sample("s").setKey(key))))
        .contains("datasample", fault);
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(task("t").setKey(key))))
        .contains("computetask", fault);
  }

  @Test
  void aKeyIsRequired() {
    String fault = "key: cannot be blank";

    invalid("function", () -> one.register(function("f").setKey("")), fault);
    invalid("datamanager", () -> one.register(manager("m").setKey("")), fault);
    invalid("computeplan", () -> one.register(plan("p").setKey("")), fault);
    invalid("computeplan", () -> one.renamePlan("", "new"), fault);
  }

  @Test
  void aUuidOfAnyVersionIsAKey() {
    String random = UUID.randomUUID().toString();
    for (String version : new String[] {"0", "1", "7", "f"}) {
      String key = random.substring(0, 14) + version + random.substring(15);
      assertThat(one.register(plan("p").setKey(key)).getKey()).isEqualTo(key);
    }
  }

  private String upper(String name) {
    return key(name).toUpperCase(Locale.ROOT);
  }

  @Test
  void aLookUpLowersTheKeyFirst() {
    aPlanAndAFunction();
    one.register(manager("manager"));
    one.register(sample("sample", "manager"));
    one.register(task("task"));
    one.start(key("task"));
    one.register(model("model", "task"));
    one.register(taskFailure("task"));

    assertThat(one.function(upper("function"))).isEqualTo(one.function(key("function")));
    assertThat(one.manager(upper("manager"))).isEqualTo(one.manager(key("manager")));
    assertThat(one.sample(upper("sample"))).isEqualTo(one.sample(key("sample")));
    assertThat(one.dataset(upper("manager"))).isEqualTo(one.dataset(key("manager")));
    assertThat(one.plan(upper("plan"))).isEqualTo(one.plan(key("plan")));
    assertThat(one.isRunning(upper("plan"))).isFalse();
    assertThat(one.task(upper("task"))).isEqualTo(one.task(key("task")));
    assertThat(one.inputs(upper("task"))).isEmpty();
    assertThat(one.model(upper("model"))).isEqualTo(one.model(key("model")));
    assertThat(one.modelsOf(upper("task"))).containsExactly(one.model(key("model")));
    assertThat(one.failureReport(upper("task"))).isEqualTo(one.failureReport(key("task")));
  }

  @Test
  void anActionLowersTheKeyFirst() {
    one.register(plan("plan"));
    one.register(function("function"));
    one.build(upper("function"));
    one.register(task("task").putOutputs("model", transientOutput()), child("child", "task"));

    one.start(upper("task"));
    one.register(model("model", "task"));
    one.finish(upper("task"));
    one.cancel(upper("child"));
    one.disable(upper("task"), "model");
    one.cancelPlan(upper("plan"));

    assertThat(one.model(key("model")).hasAddress()).isFalse();
    assertThat(one.plan(key("plan")).hasCancelationDate()).isTrue();
  }

  @Test
  void whatIsRegisteredOrUpdatedNamesAssetsInLowerCase() {
    aPlanAndAFunction();
    one.register(manager("manager"));
    one.register(sample("sample"));
    one.register(task("task"));
    one.start(key("task"));
    String fault = "must be a valid UUID";

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> one.register(task("t").setFunctionKey(upper("function"))),
            () -> one.register(task("t").setComputePlanKey(upper("plan"))),
            () ->
                one.register(
                    task("t").addInputs(asset("models", "x").toBuilder().setAssetKey(upper("x")))),
            () -> one.register(performance("task", 1).setComputeTaskKey(upper("task"))),
            () -> one.register(sample("s").addDataManagerKeys(upper("manager"))),
            () -> one.addManagers(List.of(upper("sample")), keys("manager")),
            () -> one.addManagers(keys("sample"), List.of(upper("manager"))),
            () -> one.renameFunction(upper("function"), "f"))) {
      assertThat(refusedWith(OeCode.OE0101, call)).contains(fault);
    }
    refused(
        "OE0002: computetask with key \"" + upper("task") + "\" not found",
        () -> one.register(model("m", "task").setComputeTaskKey(upper("task"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no-key",
        "00000000-0000-0000-0000-0123456789ab",
        "0000000000000000000000000123456789ab",
        "{00000000-0000-0000-0000-0123456789ab}",
        "a|b\t\u007f\ud834\udd1e"
      })
  void aLookUpOfWhatIsNotThereSaysSo(String key) {
    Map<String, ThrowingCallable> lookUps =
        Map.of(
            "function", () -> one.function(key),
            "datamanager", () -> one.manager(key),
            "datasample", () -> one.sample(key),
            "computeplan", () -> one.plan(key),
            "computetask", () -> one.task(key),
            "model", () -> one.model(key),
            "failure report", () -> one.failureReport(key));

    lookUps.forEach(
        (kind, lookUp) ->
            refused("OE0002: " + kind + " with key \"" + key + "\" not found", lookUp));
  }

  @Test
  void actionsAndQuestionsAboutWhatIsNotThereSaySo() {
    String key = key("nothing");
    String plan = "OE0002: computeplan with key \"" + key + "\" not found";
    String task = "OE0002: computetask with key \"" + key + "\" not found";
    String manager = "OE0002: datamanager with key \"" + key + "\" not found";

    refused(plan, () -> one.isRunning(key));
    refused(plan, () -> one.cancelPlan(key));
    refused(plan, () -> one.renamePlan(key, "new"));
    refused(task, () -> one.start(key));
    refused(task, () -> one.inputs(key));
    refused(task, () -> one.disable(key, "model"));
    refused(task, () -> one.register(model("model", "nothing")));
    refused(task, () -> one.register(performance("nothing", 1)));
    refused(task, () -> one.register(taskFailure("nothing")));
    refused(manager, () -> one.dataset(key));
    refused(manager, () -> one.renameManager(key, "new"));
    refused(
        "OE0002: function with key \"" + key + "\" not found",
        () -> one.register(functionFailure("nothing")));
  }
}
