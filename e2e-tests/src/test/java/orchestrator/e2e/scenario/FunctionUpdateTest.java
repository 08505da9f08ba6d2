package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.Addressable;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionUpdateTest extends Scenario {
  private static final Addressable NO_IMAGE = Addressable.getDefaultInstance();

  @BeforeEach
  void aFunction() {
    one.register(function("function"));
  }

  @Test
  void theOwnerGivesANewNameAndAnImage() {
    Addressable image = address("image");

    one.updateFunction(key("function"), "renamed", image);

    Function function = one.function(key("function"));
    assertThat(function.getName()).isEqualTo("renamed");
    assertThat(function.getImage()).isEqualTo(image);
  }

  @Test
  void nobodyElseUpdates() {
    refused(
        "OE0102: requester does not own the function",
        () -> two.renameFunction(key("function"), "mine now"));
  }

  @Test
  void validationComesFirstThenTheFunctionThenItsOwner() {
    refusedWith(OeCode.OE0101, () -> two.renameFunction(key("function"), ""));
    refusedWith(OeCode.OE0002, () -> two.renameFunction(key("nothing"), "x"));
  }

  @ParameterizedTest
  @MethodSource("halves")
  void halfAnImageIsIgnoredInTheFunctionAndInItsEvent(Addressable half) {
    one.updateFunction(key("function"), "f", address("image"));

    var events =
        EventLog.during(
            one,
            () -> {
              one.updateFunction(key("function"), "g", half);
              one.register(function("imageless"));
              one.updateFunction(key("imageless"), "imageless", half);
            });

    assertThat(one.function(key("function")).getImage()).isEqualTo(address("image"));
    assertThat(one.function(key("function")).getName()).isEqualTo("g");
    assertThat(events.get(0).getFunction()).isEqualTo(one.function(key("function")));
    assertThat(one.function(key("imageless")).hasImage()).isTrue();
    assertThat(one.function(key("imageless")).getImage()).isEqualTo(NO_IMAGE);
    assertThat(events.get(2).getFunction()).isEqualTo(one.function(key("imageless")));
  }

  /**
   * Images that lack one of their two parts, whose other part would be too long for a whole one.
   */
  static List<Addressable> halves() {
    return List.of(
        address("other").toBuilder().clearChecksum().build(),
        address("other").toBuilder().clearStorageAddress().build(),
        Addressable.newBuilder().setChecksum("x".repeat(65)).build(),
        Addressable.newBuilder().setStorageAddress("x".repeat(2049)).build());
  }

  @Test
  void anImageWithAChecksumIsKeptAsItIs() {
    Addressable image =
        Addressable.newBuilder().setChecksum("any text").setStorageAddress("no url").build();

    one.updateFunction(key("function"), "f", image);

    assertThat(one.function(key("function")).getImage()).isEqualTo(image);
  }

  @Test
  void anImageHasBounds() {
    Addressable checksum = address("i").toBuilder().setChecksum("x".repeat(65)).build();
    Addressable address = address("i").toBuilder().setStorageAddress("x".repeat(2049)).build();

    refusedWith(OeCode.OE0101, () -> one.updateFunction(key("function"), "f", checksum));
    refusedWith(OeCode.OE0101, () -> one.updateFunction(key("function"), "f", address));
    Addressable longest =
        Addressable.newBuilder()
            .setChecksum("x".repeat(64))
            .setStorageAddress("x".repeat(2048))
            .build();
    one.updateFunction(key("function"), "f", longest);
    assertThat(one.function(key("function")).getImage()).isEqualTo(longest);
  }

  @Test
  void aReadyFunctionMustNotEndWithoutAnImage() {
    one.build(key("function"));
    Addressable addressless = Addressable.newBuilder().setChecksum("x").build();

    for (Addressable none : List.of(NO_IMAGE, addressless)) {
      refused(
          "OE0101: function is not valid: Image checksum should not be empty when function status"
              + " is ready",
          () -> one.updateFunction(key("function"), "f", none));
    }
    assertThat(one.function(key("function")).getName()).isEqualTo("function");
  }

  @Test
  void aReadyFunctionKeepsTheImageThatItHas() {
    one.updateFunction(key("function"), "f", address("image"));
    one.build(key("function"));

    one.renameFunction(key("function"), "renamed");

    assertThat(one.function(key("function")).getName()).isEqualTo("renamed");
    assertThat(one.function(key("function")).getImage()).isEqualTo(address("image"));
  }

  @Test
  void updateWorksInEveryStatus() {
    one.apply(key("function"), FunctionAction.FUNCTION_ACTION_CANCELED);

    one.renameFunction(key("function"), "renamed");

    assertThat(one.function(key("function")).getName()).isEqualTo("renamed");
  }

  @Test
  void everyUpdateMakesItsEventEvenWhenNothingChanges() {
    var events =
        EventLog.during(
            one,
            () -> {
              one.renameFunction(key("function"), "function");
              one.renameFunction(key("function"), "function");
            });

    assertThat(events)
        .extracting(Event::getEventKind)
        .containsExactly(EventKind.EVENT_ASSET_UPDATED, EventKind.EVENT_ASSET_UPDATED);
    assertThat(events).extracting(Event::getFunction).containsOnly(one.function(key("function")));
    assertThat(events).allSatisfy(event -> assertThat(event.getMetadataMap()).isEmpty());
  }
}
