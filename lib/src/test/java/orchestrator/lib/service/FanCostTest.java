package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.lib.fixtures.Cost;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterTasksParam;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls ask of the storage when a task has many parents, or many children. */
@Tag("slow")
class FanCostTest {
  private static final int FEW = 10;

  /** Parents that make a task long enough to be kept in brief too. */
  private static final int LONG = 100;

  /** Bytes of a task with a few inputs, and of all else that a call on it reads. */
  private static final long SMALL = 5000;

  private final TaskWorld world = new TaskWorld();

  private static String[] names(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i).toArray(String[]::new);
  }

  private Cost registration(NewComputeTask.Builder... tasks) {
    RegisterTasksParam.Builder request = RegisterTasksParam.newBuilder();
    for (NewComputeTask.Builder task : tasks) {
      request.addTasks(task);
    }
    return Cost.of(world.calls, ORG1, world.tasks::registerTasks, request.build());
  }

  /** Registers tasks in one call, each with the same parents. */
  private String[] tasks(String name, int count, String... parents) {
    String[] names = names(name, count);
    RegisterTasksParam.Builder request = RegisterTasksParam.newBuilder();
    for (String task : names) {
      request.addTasks(task(task, parents));
    }
    if (count > 0) {
      world.calls.call(ORG1, world.tasks::registerTasks, request.build());
    }
    return names;
  }

  /** Registers a parent, and children of it and of others; gives the name of the parent. */
  private String family(String name, int children, int parentsEach) {
    String[] parents = Arrays.copyOf(names(name + "-other", parentsEach - 1), parentsEach);
    parents[parentsEach - 1] = name + "0";
    tasks(name, 1);
    tasks(name + "-child", children, parents);
    return name + "0";
  }

  private Cost act(ComputeTaskAction action, String task) {
    return Cost.of(
        world.calls,
        ORG2,
        world.tasks::applyTaskAction,
        ApplyTaskActionParam.newBuilder().setComputeTaskKey(key(task)).setAction(action).build());
  }

  private Cost done(String task) {
    world.execute(task);
    return act(ComputeTaskAction.TASK_ACTION_DONE, task);
  }

  /** That two calls cost the same, but for the digits of numbers. */
  private static void assertSame(Cost cost, Cost other) {
    assertThat(cost.operations()).isEqualTo(other.operations());
    assertThat(cost.bytesRead()).isCloseTo(other.bytesRead(), within(100L));
  }

  /** That a cost per unit is the same for more units, but for what a call costs anyway. */
  private static void assertLinear(long few, int fewUnits, long many, int manyUnits) {
    double ratio = (double) many / few * fewUnits / manyUnits;
    assertThat(ratio).isBetween(0.5, 1.1);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000, 10_000})
  void aParentThatIsDoneCostsTheSameHoweverManyTheChildHas(int count) {
    String[] parents = tasks("parent", count);
    world.register(task("child", parents));
    tasks("other", 1);
    world.register(task("only child", "other0", "parent0"));
    Cost single = done("other0");
    long operations = 0;
    int levels = Integer.SIZE - Integer.numberOfLeadingZeros(count);
    for (int i = 1; i < count; i++) {
      Cost cost = done(parents[i]);
      operations += cost.operations() - single.operations();
      assertThat(cost.operations()).isLessThanOrEqualTo(single.operations() + 2L * levels);
      assertThat(cost.bytesRead()).isLessThan(single.bytesRead() + 2L * levels);
    }

    // Each parent looks at one node more in the mean, and removes it.
    assertThat(operations).isLessThanOrEqualTo(2L * count);
    assertThat(world.status("child")).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
    done("parent0");
    assertThat(world.status("child")).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  private Cost doneOfAParentOf(String name, int children, int parentsEach) {
    tasks(name + "-other", parentsEach - 1);
    return done(family(name, children, parentsEach));
  }

  @Test
  void aParentThatIsDoneCostsWhatItsChildrenAreAndNotWhatTheyHave() {
    Cost few = doneOfAParentOf("few", FEW, 2);
    Cost wide = doneOfAParentOf("wide", FEW, 10_000);
    Cost many = doneOfAParentOf("many", 1000, 2);
    Cost more = doneOfAParentOf("more", 10_000, 2);

    assertThat(wide.operations()).isEqualTo(few.operations());
    assertThat(wide.bytesRead()).isLessThan(few.bytesRead() + SMALL);
    assertLinear(few.operations(), FEW, many.operations(), 1000);
    assertLinear(many.operations(), 1000, more.operations(), 10_000);
    assertLinear(many.bytesRead(), 1000, more.bytesRead(), 10_000);
  }

  @Test
  void childrenThatBecomeReadyCostInProportionToTheirNumber() {
    Cost few = doneOfAParentOf("few", FEW, 1);
    Cost many = doneOfAParentOf("many", 1000, 1);
    Cost more = doneOfAParentOf("more", 10_000, 1);

    assertLinear(few.operations(), FEW, many.operations(), 1000);
    assertLinear(many.operations(), 1000, more.operations(), 10_000);
    assertLinear(many.bytesRead(), 1000, more.bytesRead(), 10_000);
    assertThat(world.status("more-child9999"))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void aRegistrationCostsInProportionToItsParents() {
    String[] parents = tasks("parent", 10_000);
    Cost few = registration(task("few", names("parent", FEW)));
    Cost many = registration(task("many", names("parent", 1000)));
    Cost more = registration(task("more", parents));

    assertLinear(few.operations(), FEW, many.operations(), 1000);
    assertLinear(many.operations(), 1000, more.operations(), 10_000);
    assertLinear(many.bytesRead(), 1000, more.bytesRead(), 10_000);
  }

  @Test
  void whatDependsOnATaskCostsTheSameHoweverManyParentsThatHas() {
    tasks("parent", 10_000);
    String[] parents = names("parent", 1000);
    world.register(
        task("small", names("parent", LONG)),
        task("large", parents),
        task("huge", names("parent", 10_000)));

    Cost small = registration(task("a", "small"));
    assertSame(registration(task("b", "large")), small);
    assertSame(registration(task("c", "huge")), small);

    for (String parent : parents) {
      done(parent);
    }
    world.execute("small");
    world.execute("large");
    assertSame(model("large"), model("small"));
    Cost large = act(ComputeTaskAction.TASK_ACTION_DONE, "large");
    assertThat(large.operations())
        .isEqualTo(act(ComputeTaskAction.TASK_ACTION_DONE, "small").operations());
    assertThat(large.bytesRead()).as("its own inputs, once").isLessThan(150L * parents.length);
  }

  @Test
  void aChildCostsTheSameHoweverManyModelsItsParentHasPutOut() {
    world.ready(
        Requests.function("many")
            .putOutputs(MODEL, Requests.output(AssetKind.ASSET_MODEL).setMultiple(true).build()));
    List<Cost> costs = new ArrayList<>();
    for (int count : new int[] {FEW, 1000, 10_000}) {
      String parent = "parent of " + count;
      world.register(task(parent).setFunctionKey(key("many")));
      world.execute(parent);
      RegisterModelsParam.Builder models = RegisterModelsParam.newBuilder();
      for (String model : names("model " + count + " ", count)) {
        models.addModels(Requests.model(model, parent));
      }
      world.calls.call(ORG2, world.models::registerModels, models.build());
      act(ComputeTaskAction.TASK_ACTION_DONE, parent);
      costs.add(registration(task("child of " + parent, parent)));
    }

    assertSame(costs.get(1), costs.get(0));
    assertSame(costs.get(2), costs.get(0));
  }

  private Cost model(String task) {
    return Cost.of(
        world.calls,
        ORG2,
        world.models::registerModels,
        RegisterModelsParam.newBuilder()
            .addModels(Requests.model("model of " + task, task))
            .build());
  }

  /** Disables the output of a parent whose children have been cancelled. */
  private Cost disablingOfAParentOf(String name, int children, int parentsEach) {
    tasks(name + "-other", parentsEach - 1);
    // So that the children are cancelled from the beginning.
    act(ComputeTaskAction.TASK_ACTION_FAILED, name + "-other0");
    String parent = family(name, children, parentsEach);
    world.train(parent, "model of " + name);
    return Cost.of(
        world.calls,
        ORG2,
        world.tasks::disableOutput,
        DisableOutputParam.newBuilder()
            .setComputeTaskKey(key(parent))
            .setIdentifier(MODEL)
            .build());
  }

  @Test
  void anOutputIsDisabledAtTheCostOfTheNumberOfChildren() {
    Cost few = disablingOfAParentOf("few", FEW, LONG);
    Cost wide = disablingOfAParentOf("wide", FEW, 1000);
    Cost many = disablingOfAParentOf("many", 1000, 2);
    Cost more = disablingOfAParentOf("more", 10_000, 2);

    assertSame(wide, few);
    assertLinear(many.operations(), 1000, more.operations(), 10_000);
    assertLinear(many.bytesRead(), 1000, more.bytesRead(), 10_000);
  }

  /** Children in a function that is being built; its READY. */
  private Cost ready(String function, int children, int parentsEach) {
    world.register(Requests.function(function));
    world.apply(function, FunctionAction.FUNCTION_ACTION_BUILDING);
    String[] parents = tasks(function + "-parent", parentsEach);
    world.register(
        Arrays.stream(names(function + "-child", children))
            .map(child -> task(child, parents).setFunctionKey(key(function)))
            .toArray(NewComputeTask.Builder[]::new));
    // Not the last one, which would be looked at last.
    for (int i = 0; i + 1 < parentsEach; i++) {
      done(parents[i]);
    }
    return Cost.of(
        world.calls,
        ORG1,
        world.functions::applyFunctionAction,
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(key(function))
            .setAction(FunctionAction.FUNCTION_ACTION_READY)
            .build());
  }

  @Test
  void aFunctionThatIsReadyCostsInProportionToItsTasksAndReadsNoParent() {
    Cost few = ready("few", FEW, 100);
    Cost wide = ready("wide", FEW, 1000);
    Cost many = ready("many", 1000, 2);
    Cost more = ready("more", 10_000, 2);

    assertThat(wide.operations()).isEqualTo(few.operations());
    assertLinear(few.operations(), FEW, many.operations(), 1000);
    assertLinear(many.operations(), 1000, more.operations(), 10_000);
    assertLinear(many.bytesRead(), 1000, more.bytesRead(), 10_000);
  }

  private Cost inputs(String task) {
    return Cost.of(
        world.calls,
        ORG2,
        world.tasks::getTaskInputAssets,
        GetTaskInputAssetsParam.newBuilder().setComputeTaskKey(key(task)).build());
  }

  @Test
  void theInputsOfATaskCostInProportionToTheirNumber() {
    String[] parents = tasks("parent", 10_000);
    world.train(parents[0], "model");
    world.register(
        task("few", names("parent", FEW)),
        task("many", names("parent", 1000)),
        task("more", parents));

    for (String task : List.of("few", "many", "more")) {
      act(ComputeTaskAction.TASK_ACTION_FAILED, task);
    }

    assertLinear(inputs("few").operations(), FEW, inputs("many").operations(), 1000);
    assertLinear(inputs("many").operations(), 1000, inputs("more").operations(), 10_000);
    assertLinear(inputs("many").bytesRead(), 1000, inputs("more").bytesRead(), 10_000);
  }

  @Test
  void whatIsCancelledCostsTheSameHoweverManyDependOnIt() {
    List<Cost> costs = new ArrayList<>();
    for (int count : new int[] {FEW, 1000, 10_000}) {
      String name = "canceled" + count;
      tasks(name, 1);
      String[] parents = tasks(name + "-parent", count);
      tasks(name + "-wide", 1, parents);
      tasks(name + "-child", count, name + "0");
      costs.add(act(ComputeTaskAction.TASK_ACTION_FAILED, name + "0"));
      costs.add(act(ComputeTaskAction.TASK_ACTION_CANCELED, parents[0]));
    }
    costs.add(cancelPlan());

    assertThat(costs).allSatisfy(cost -> assertThat(cost.operations()).isLessThan(60));
    assertThat(costs).allSatisfy(cost -> assertThat(cost.bytesRead()).isLessThan(SMALL));
  }

  private Cost cancelPlan() {
    world.calls.call(ORG1, world.plans::registerPlan, Requests.plan("p").build());
    world.register(task("in p").setComputePlanKey(key("p")));
    return Cost.of(
        world.calls,
        ORG1,
        world.plans::applyPlanAction,
        ApplyPlanActionParam.newBuilder()
            .setKey(key("p"))
            .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
            .build());
  }
}
