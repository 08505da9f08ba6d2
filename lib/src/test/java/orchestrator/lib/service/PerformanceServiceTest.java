package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.SCORE;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import orchestrator.lib.error.ErrorCode;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.Performance;
import orchestrator.proto.PerformanceQueryFilter;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.QueryPerformancesResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerformanceServiceTest {
  private final TaskWorld world = new TaskWorld();

  @BeforeEach
  void executeATest() {
    world.ready(TaskWorld.tester("tester"));
    execute("t");
  }

  private void execute(String test) {
    world.register(TaskWorld.test(test, "tester"));
    world.execute(test);
  }

  private QueryPerformancesResponse query(PerformanceQueryFilter filter, String token) {
    return world.calls.call(
        ORG3,
        world.performances::queryPerformances,
        QueryPerformancesParam.newBuilder()
            .setFilter(filter)
            .setPageSize(2)
            .setPageToken(token)
            .build());
  }

  private static NewPerformance request(String task, String identifier) {
    return NewPerformance.newBuilder()
        .setComputeTaskKey(key(task))
        .setComputeTaskOutputIdentifier(identifier)
        .build();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE})
  void anyNumberIsKept(float value) {
    Performance answered = world.performance("t", value);

    // Boxed, since a NaN equals itself only then.
    assertThat(answered.getPerformanceValue()).isEqualTo(Float.valueOf(value));
    assertThat(query(PerformanceQueryFilter.getDefaultInstance(), "").getPerformancesList())
        .containsExactly(answered);
  }

  @Test
  void aPerformanceIsAnnouncedAndThenBecomesAnOutput() {
    Performance performance = world.performance("t", 1);

    List<Event> events = world.calls.events();
    assertThat(events)
        .extracting(Event::getAssetKind)
        .containsExactly(AssetKind.ASSET_PERFORMANCE, AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET);
    assertThat(events)
        .extracting(Event::getAssetKey)
        .containsExactly(key("t") + "|" + SCORE, key("t"));
    assertThat(events.get(0).getPerformance()).isEqualTo(performance);
    assertThat(events.get(1).getComputeTaskOutputAsset().getAssetKey())
        .isEqualTo(key("t") + "|" + SCORE);
  }

  @Test
  void onlyTheWorkerOfAnExecutingTaskRegisters() {
    assertRefused(
        ErrorCode.PERMISSION_DENIED,
        "only \"MyOrg2MSP\" worker can register performance",
        () ->
            world.calls.call(
                ORG1, world.performances::registerPerformance, request("t", "nothing")));
    world.finish("t");
    assertRefused(
        ErrorCode.PRECONDITION,
        "cannot register performance for task with status \"STATUS_DONE\"",
        () ->
            world.calls.call(
                ORG2, world.performances::registerPerformance, request("t", "nothing")));
  }

  @Test
  void theOutputMustBeAPerformanceOfTheTask() {
    world.register(task("a"));
    world.execute("a");

    assertRefused(
        ErrorCode.NOT_FOUND,
        "computetask with key \"" + key("lost") + "\" not found",
        () -> world.performance("lost", 1));
    assertRefused(
        ErrorCode.MISSING_OUTPUT,
        "Task \"" + key("t") + "\" has no output named \"nothing\"",
        () ->
            world.calls.call(
                ORG2, world.performances::registerPerformance, request("t", "nothing")));
    assertRefused(
        ErrorCode.INCOMPATIBLE_KIND,
        "Incompatible kind for task \""
            + key("a")
            + "\": output \"model\" expects \"ASSET_MODEL\", received \"ASSET_PERFORMANCE\"",
        () -> world.calls.call(ORG2, world.performances::registerPerformance, request("a", MODEL)));
  }

  @Test
  void anOutputTakesOnePerformance() {
    world.performance("t", 1);

    assertRefused(
        ErrorCode.CONFLICT,
        "performance with key \"" + key("t") + "|score\" already exists",
        () -> world.performance("t", 2));
  }

  @Test
  void performancesOfOneTimeAreListedByTaskKeyDescending() {
    List<String> tests = List.of("u", "v", "w", "x");
    tests.forEach(this::execute);
    world.performance("t", 1);
    world.calls.stopClock();
    tests.forEach(test -> world.performance(test, 2));

    List<String> sameTime =
        tests.stream().map(test -> key(test)).sorted(Comparator.reverseOrder()).toList();
    assertThat(walk())
        .containsExactlyElementsOf(Stream.concat(Stream.of(key("t")), sameTime.stream()).toList());
  }

  private List<String> walk() {
    QueryPerformancesResponse page = query(PerformanceQueryFilter.getDefaultInstance(), "");
    Stream<Performance> all = page.getPerformancesList().stream();
    while (!page.getNextPageToken().isEmpty()) {
      page = query(PerformanceQueryFilter.getDefaultInstance(), page.getNextPageToken());
      all = Stream.concat(all, page.getPerformancesList().stream());
    }
    return all.map(Performance::getComputeTaskKey).toList();
  }

  @Test
  void filtersCombine() {
    execute("u");
    Performance one = world.performance("t", 1);
    Performance two = world.performance("u", 2);
    PerformanceQueryFilter.Builder filter = PerformanceQueryFilter.newBuilder();

    assertThat(
            query(filter.setComputeTaskOutputIdentifier(SCORE).build(), "").getPerformancesList())
        .containsExactly(one, two);
    assertThat(query(filter.setComputeTaskKey(key("u")).build(), "").getPerformancesList())
        .containsExactly(two);
    assertThat(
            query(filter.setComputeTaskOutputIdentifier("other").build(), "").getPerformancesList())
        .isEmpty();
  }
}
