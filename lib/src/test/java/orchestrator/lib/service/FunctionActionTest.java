package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.lib.state.FunctionStates;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.EventKind;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionActionTest {
  private static final Set<FunctionStatus> STATUSES =
      Set.of(
          FunctionStatus.FUNCTION_STATUS_WAITING,
          FunctionStatus.FUNCTION_STATUS_BUILDING,
          FunctionStatus.FUNCTION_STATUS_READY,
          FunctionStatus.FUNCTION_STATUS_CANCELED,
          FunctionStatus.FUNCTION_STATUS_FAILED);
  private static final Set<String> ALLOWED =
      Set.of(
          "BUILDING WAITING BUILDING",
          "READY BUILDING READY",
          "CANCELED WAITING CANCELED",
          "CANCELED BUILDING CANCELED",
          "FAILED BUILDING FAILED");

  private final FunctionWorld world = new FunctionWorld();

  static Stream<Arguments> everyActionInEveryStatus() {
    return Stream.of(FunctionAction.values())
        .filter(FunctionStates.MACHINE::knows)
        .flatMap(action -> STATUSES.stream().map(status -> Arguments.of(action, status)));
  }

  @ParameterizedTest
  @MethodSource("everyActionInEveryStatus")
  void theOwnerMayDoWhatTheStatusAllows(FunctionAction action, FunctionStatus status) {
    world.bring("f", status);
    String move = shortName(action) + " " + shortName(status) + " ";

    if (ALLOWED.stream().noneMatch(allowed -> allowed.startsWith(move))) {
      assertRefused(
          "OE0104: event transition"
              + shortName(action).charAt(0)
              + shortName(action).substring(1).toLowerCase(Locale.ROOT)
              + " inappropriate in current state "
              + status,
          () -> world.apply(ORG1, "f", action));
      assertThat(world.get("f").getStatus()).isEqualTo(status);
      return;
    }
    world.apply(ORG1, "f", action);
    assertThat(world.calls.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_UPDATED);
              assertThat(event.getMetadataMap()).containsOnlyKeys("reason");
              assertThat(event.getMetadataMap()).containsEntry("reason", "User action");
              assertThat(ALLOWED).contains(move + shortName(event.getFunction().getStatus()));
              assertThat(world.get("f")).isEqualTo(event.getFunction());
            });
  }

  private static String shortName(Enum<?> value) {
    return value.name().replaceAll(".*_", "");
  }

  @ParameterizedTest
  @MethodSource("everyActionInEveryStatus")
  void nobodyElseMayDoAnythingInAnyStatus(FunctionAction action, FunctionStatus status) {
    world.bring("f", status);

    assertRefused(
        "OE0102: only function owner can update it", () -> world.apply(ORG2, "f", action));
    assertThat(world.get("f").getStatus()).isEqualTo(status);
  }

  @Test
  void anUnsupportedActionIsToldEvenForAnUnknownFunction() {
    for (int action : new int[] {0, 5, 99, -1}) {
      assertRefused(
          "OE0003: unsupported action",
          () ->
              world.apply(
                  ORG2,
                  ApplyFunctionActionParam.newBuilder()
                      .setFunctionKey("x")
                      .setActionValue(action)
                      .build()));
    }
  }

  @Test
  void anUnknownFunctionIsNotFound() {
    assertRefused(
        "OE0002: function with key \"" + key("x") + "\" not found",
        () -> world.apply(ORG2, "x", FunctionAction.FUNCTION_ACTION_READY));
  }
}
