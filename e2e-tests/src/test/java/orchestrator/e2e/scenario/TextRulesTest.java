package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.ProfilingServiceGrpc;
import orchestrator.proto.ProfilingStep;
import org.junit.jupiter.api.Test;

class TextRulesTest extends Scenario {
  private static final String TOO_LONG = "x".repeat(101);
  private static final String CLEF = "\uD834\uDD1E";

  @Test
  void aNameIsRequired() {
    String fault = "name: cannot be blank";

    invalid("function", () -> one.register(function("f").setName("")), fault);
    invalid("datamanager", () -> one.register(manager("m").setName("")), fault);
    invalid("computeplan", () -> one.register(plan("p").setName("")), fault);
    invalid("function", () -> one.renameFunction(key("f"), ""), fault);
    invalid("datamanager", () -> one.renameManager(key("m"), ""), fault);
    invalid("computeplan", () -> one.renamePlan(key("p"), ""), fault);
  }

  @Test
  void aNameHasAtMostAHundredCharacters() {
    String fault = "name: the length must be between 1 and 100";

    invalid("function", () -> one.register(function("f").setName(TOO_LONG)), fault);
    invalid("datamanager", () -> one.register(manager("m").setName(TOO_LONG)), fault);
    invalid("computeplan", () -> one.register(plan("p").setName(TOO_LONG)), fault);
    invalid("computeplan", () -> one.renamePlan(key("p"), TOO_LONG), fault);
  }

  @Test
  void charactersAreCodePoints() {
    String hundred = CLEF.repeat(100);

    assertThat(one.register(plan("p").setName(hundred)).getName()).isEqualTo(hundred);
    refusedWith(OeCode.OE0101, () -> one.register(plan("q").setName(hundred + CLEF)));
  }

  @Test
  void aBlankIsAName() {
    assertThat(one.register(plan("p").setName(" ")).getName()).isEqualTo(" ");
  }

  @Test
  void aTagIsOptionalAndHasAtMostAHundredCharacters() {
    one.register(plan("untagged").setTag(""));
    one.register(plan("tagged").setTag("x".repeat(100)));

    invalid(
        "computeplan",
        () -> one.register(plan("p").setTag(TOO_LONG)),
        "tag: the length must be no more than 100");
  }

  @Test
  void metadataIsKeptAsItIsGiven() {
    var plan = plan("p").putMetadata("", "").putMetadata("x".repeat(100), CLEF.repeat(100));
    for (int i = 0; i < 200; i++) {
      plan.putMetadata("key" + i, "value" + i);
    }

    assertThat(one.register(plan).getMetadataMap()).isEqualTo(plan.getMetadataMap());
    assertThat(one.plan(key("p")).getMetadataMap()).isEqualTo(plan.getMetadataMap());
  }

  @Test
  void metadataHasAtMostAHundredCharactersEach() {
    for (var metadata : new String[][] {{TOO_LONG, "v"}, {"k", TOO_LONG}}) {
      String k = metadata[0];
      String v = metadata[1];
      refusedWith(OeCode.OE0101, () -> one.register(plan("p").putMetadata(k, v)));
      refusedWith(OeCode.OE0101, () -> one.register(function("f").putMetadata(k, v)));
      refusedWith(OeCode.OE0101, () -> one.register(manager("m").putMetadata(k, v)));
      refusedWith(OeCode.OE0101, () -> one.register(task("t").putMetadata(k, v)));
    }
  }

  @Test
  void aNulCharacterIsNotText() {
    refusedWith(OeCode.OE0101, () -> one.register(plan("p").setName("a\0b")));
    refusedWith(OeCode.OE0101, () -> one.register(plan("p").setTag("\0")));
    refusedWith(OeCode.OE0101, () -> one.register(plan("p").putMetadata("a\0", "b")));
    refusedWith(OeCode.OE0101, () -> one.register(plan("p").putMetadata("a", "\0b")));
    refusedWith(OeCode.OE0101, () -> one.register(function("f").setName("\0")));
    refusedWith(OeCode.OE0101, () -> one.register(manager("m").setType("a\0b")));
    refusedWith(OeCode.OE0101, () -> one.register(manager("m").setNewPermissions(only("\0"))));
    refusedWith(OeCode.OE0101, () -> one.register(sample("s").setChecksum("\0".repeat(64))));
  }

  @Test
  void aNulCharacterIsNoTextOfATaskEither() {
    aPlanAndAFunction();
    one.register(task("task"));
    one.start(key("task"));
    Addressable image = address("i").toBuilder().setChecksum("\0").build();
    Addressable ignored = image.toBuilder().clearStorageAddress().build();
    ProfilingStep step =
        ProfilingStep.newBuilder().setAssetKey(key("s")).setStep("\0").setDuration(1).build();

    refusedWith(OeCode.OE0101, () -> one.updateFunction(key("function"), "f", image));
    refusedWith(OeCode.OE0101, () -> one.updateFunction(key("function"), "f", ignored));
    refusedWith(OeCode.OE0101, () -> one.register(task("t").setWorker("\0")));
    refusedWith(OeCode.OE0101, () -> one.register(task("t").putOutputs("\0", output())));
    refusedWith(
        OeCode.OE0101, () -> one.apply(key("task"), ComputeTaskAction.TASK_ACTION_FAILED, "\0"));
    refusedWith(
        OeCode.OE0101, () -> one.register(model("m", "task").setComputeTaskOutputIdentifier("\0")));
    refusedWith(
        OeCode.OE0101,
        () -> one.register(performance("task", 1).setComputeTaskOutputIdentifier("\0")));
    refusedWith(
        OeCode.OE0101, () -> one.register(taskFailure("task").setLogsAddress(address("\0"))));
    refusedWith(
        OeCode.OE0101, () -> one.call(ProfilingServiceGrpc.getRegisterProfilingStepMethod(), step));
    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_EXECUTING);
  }

  @Test
  void otherControlCharactersAreText() {
    String odd = "\u0001\t\n\r\u001f\u007f\u0085\u2028\ufeff\uffff\udbff\udfff";

    var plan = one.register(plan("p").setName(odd).setTag(odd).putMetadata(odd, odd));

    assertThat(plan.getName()).isEqualTo(odd);
    assertThat(one.plan(key("p"))).isEqualTo(plan);
    assertThat(EventLog.of(one, key("p")).get(0).getComputePlan()).isEqualTo(plan);
  }

  @Test
  void allFaultsOfAMessageAreToldAtOnceThoseOfItsPartsToo() {
    String text =
        refusedWith(
            OeCode.OE0101,
            () ->
                one.register(
                    manager("m")
                        .setKey("no-key")
                        .setName("")
                        .setNewPermissions(NewPermissions.getDefaultInstance())
                        .setDescription(address("d").toBuilder().setChecksum("12"))
                        .setOpener(address("o").toBuilder().setStorageAddress("no url"))));

    assertThat(text)
        .startsWith("OE0101: datamanager is not valid: ")
        .contains("key: must be a valid UUID")
        .contains("name: cannot be blank")
        .contains("checksum: the length must be exactly 64")
        .contains("storage_address: must be a valid URL");
  }

  @Test
  void theUpdateOfAPlanTellsAllFaultsAtOnce() {
    invalid(
        "computeplan",
        () -> one.renamePlan("no-key", ""),
        "key: must be a valid UUID",
        "name: cannot be blank");
  }
}
