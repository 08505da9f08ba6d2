package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.AssetWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.lib.fixtures.Requests;
import orchestrator.lib.persistence.Times;
import orchestrator.proto.Addressable;
import orchestrator.proto.EventKind;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionQueryFilter;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.QueryFunctionsParam;
import org.junit.jupiter.api.Test;

class FunctionServiceTest {
  private final AssetWorld world = new AssetWorld();

  private Function register(String requester, NewFunction.Builder request) {
    return world.calls.call(requester, world.functions::registerFunction, request.build());
  }

  private static NewFunction.Builder openTo(String organization) {
    return Requests.function("f")
        .setNewPermissions(NewPermissions.newBuilder().addAuthorizedIds(organization));
  }

  @Test
  void aFunctionIsRegisteredAsGivenAndWaitsToBeBuilt() {
    long time = world.calls.nextTime();
    NewFunction request = openTo(ORG2).putMetadata("k", "v").build();

    Function function = register(ORG1, request.toBuilder());

    Permission permission =
        Permission.newBuilder().addAuthorizedIds(ORG2).addAuthorizedIds(ORG1).build();
    assertThat(function.getKey()).isEqualTo(key("f"));
    assertThat(function.getName()).isEqualTo("f");
    assertThat(function.getOwner()).isEqualTo(ORG1);
    assertThat(function.getDescription()).isEqualTo(request.getDescription());
    assertThat(function.getArchive()).isEqualTo(request.getArchive());
    assertThat(function.getInputsMap()).isEqualTo(request.getInputsMap());
    assertThat(function.getOutputsMap()).isEqualTo(request.getOutputsMap());
    assertThat(function.getMetadataMap()).isEqualTo(request.getMetadataMap());
    assertThat(function.getPermissions().getProcess()).isEqualTo(permission);
    assertThat(function.getPermissions().getDownload()).isEqualTo(permission);
    assertThat(function.getCreationDate()).isEqualTo(Times.timestamp(time));
    assertThat(function.getStatus()).isEqualTo(FunctionStatus.FUNCTION_STATUS_WAITING);
    assertThat(function.hasImage()).isTrue();
    assertThat(function.getImage()).isEqualTo(Addressable.getDefaultInstance());
    assertThat(world.calls.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_CREATED);
              assertThat(event.getFunction()).isEqualTo(function);
            });
    assertThat(world.function("f")).isEqualTo(function);
  }

  @Test
  void aFaultIsToldBeforeAConflictAndAConflictBeforePermissionsAndAStranger() {
    world.function(ORG1, "f");

    assertRefused(
        "OE0101: function is not valid: name: cannot be blank",
        () -> register(STRANGER, openTo("x").setName("")));
    assertRefused(
        "OE0006: function with key \"" + key("f") + "\" already exists",
        () -> register(STRANGER, openTo("x")));
    assertRefused(
        "OE0003: invalid permission input values",
        () -> register(STRANGER, openTo("x").setKey(key("g"))));
    assertRefused(
        "OE0002: organization with key \"StrangerMSP\" not found",
        () -> register(STRANGER, openTo(ORG1).setKey(key("g"))));
  }

  @Test
  void aFunctionIsFoundWithAKeyInUpperCase() {
    Function function = world.function(ORG1, "f");

    assertThat(get(key("f").toUpperCase(Locale.ROOT))).isEqualTo(function);
  }

  @Test
  void whatIsNotThereIsNotFoundWhateverFormItsKeyHas() {
    for (String missing : new String[] {key("x"), "no uuid", "", "\0"}) {
      assertRefused("OE0002: function with key \"" + missing + "\" not found", () -> get(missing));
    }
  }

  private Function get(String key) {
    return world.calls.call(
        ORG3, world.functions::getFunction, GetFunctionParam.newBuilder().setKey(key).build());
  }

  @Test
  void functionsAreListedOldestFirstThenByKey() {
    world.function(ORG2, "z");
    world.calls.stopClock();
    String one = world.function(ORG1, "a").getKey();
    String other = world.function(ORG1, "b").getKey();

    assertThat(query(""))
        .extracting(Function::getKey)
        .containsExactly(
            key("z"),
            one.compareTo(other) < 0 ? one : other,
            one.compareTo(other) < 0 ? other : one);
  }

  @Test
  void theFunctionsOfAPlanAreThoseOfItsTasksEachOnce() {
    TaskWorld tasks = new TaskWorld();
    tasks.ready(Requests.function("unused"));
    tasks.register(TaskWorld.task("a"), TaskWorld.task("b", "a"));

    assertThat(tasks.calls.call(ORG3, tasks.functions::queryFunctions, ofPlan(key("plan"))))
        .satisfies(
            page ->
                assertThat(page.getFunctionsList())
                    .extracting(Function::getName)
                    .containsExactly(TaskWorld.FUNCTION));
    assertThat(
            tasks
                .calls
                .call(ORG3, tasks.functions::queryFunctions, ofPlan("no uuid"))
                .getFunctionsList())
        .isEmpty();
  }

  @Test
  void aPlansListOfFunctionsShowsThemAsTheyAreNow() {
    TaskWorld tasks = new TaskWorld();
    tasks.register(Requests.function("slow"));
    tasks.register(TaskWorld.task("a").setFunctionKey(key("slow")));
    tasks.apply("slow", FunctionAction.FUNCTION_ACTION_BUILDING);

    assertThat(
            tasks
                .calls
                .call(ORG3, tasks.functions::queryFunctions, ofPlan(key("plan")))
                .getFunctionsList())
        .extracting(Function::getStatus)
        .containsExactly(FunctionStatus.FUNCTION_STATUS_BUILDING);
  }

  private static QueryFunctionsParam ofPlan(String key) {
    return QueryFunctionsParam.newBuilder()
        .setFilter(FunctionQueryFilter.newBuilder().setComputePlanKey(key))
        .build();
  }

  private List<Function> query(String plan) {
    return world.calls.call(ORG3, world.functions::queryFunctions, ofPlan(plan)).getFunctionsList();
  }

  @Test
  void aRefusedRegistrationLeavesNoTrace() {
    assertRefused(
        "OE0003: invalid permission input values", () -> register(ORG1, openTo("nobody")));

    assertThat(world.calls.events()).isEmpty();
    assertThat(query("")).isEmpty();
  }
}
