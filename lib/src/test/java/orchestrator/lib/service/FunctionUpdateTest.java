package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.key;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.Addressable;
import orchestrator.proto.EventKind;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.UpdateFunctionParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionUpdateTest {
  private static final Addressable IMAGE = Requests.address();

  private final FunctionWorld world = new FunctionWorld();

  private void update(String requester, String name, Addressable image) {
    world.update(
        requester,
        UpdateFunctionParam.newBuilder().setKey(key("f")).setName(name).setImage(image).build());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FUNCTION_STATUS_UNKNOWN", "UNRECOGNIZED"})
  void theOwnerSetsNameAndImageInEveryStatus(FunctionStatus status) {
    world.bring("f", status);

    update(ORG1, "new", IMAGE);

    assertThat(world.get("f").getName()).isEqualTo("new");
    assertThat(world.get("f").getImage()).isEqualTo(IMAGE);
    assertThat(world.get("f").getStatus()).isEqualTo(status);
  }

  @Test
  void anUpdateMakesItsEventEvenWhenNothingChanges() {
    world.bring("f", FunctionStatus.FUNCTION_STATUS_WAITING);

    update(ORG1, "f", Addressable.getDefaultInstance());

    assertThat(world.calls.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_UPDATED);
              assertThat(event.getMetadataMap()).isEmpty();
              assertThat(event.getFunction().getName()).isEqualTo("f");
            });
  }

  @Test
  void anImageIsKeptAsGiven() {
    world.bring("f", FunctionStatus.FUNCTION_STATUS_WAITING);
    Addressable odd = Addressable.newBuilder().setChecksum("c").setStorageAddress("?").build();

    update(ORG1, "f", odd);

    assertThat(world.get("f").getImage()).isEqualTo(odd);
  }

  @Test
  void anImageWithoutChecksumOrAddressIsIgnored() {
    world.bring("f", FunctionStatus.FUNCTION_STATUS_READY);
    update(ORG1, "f", IMAGE);

    update(ORG1, "g", Addressable.newBuilder().setStorageAddress("https://h/x").build());
    update(ORG1, "h", Addressable.newBuilder().setChecksum("c".repeat(65)).build());

    assertThat(world.get("f").getName()).isEqualTo("h");
    assertThat(world.get("f").getImage()).isEqualTo(IMAGE);
    assertThat(world.calls.events())
        .allSatisfy(event -> assertThat(event.getFunction().getImage()).isEqualTo(IMAGE));
  }

  @Test
  void aReadyFunctionMustNotEndWithoutAnImage() {
    world.bring("f", FunctionStatus.FUNCTION_STATUS_READY);

    assertRefused(
        "OE0101: function is not valid: Image checksum should not be empty when function status is"
            + " ready",
        () -> update(ORG1, "g", Addressable.getDefaultInstance()));
    assertRefused(
        "OE0101: function is not valid: Image checksum should not be empty when function status is"
            + " ready",
        () -> update(ORG1, "g", Addressable.newBuilder().setChecksum("c").build()));
  }

  @Test
  void faultsAreToldFirstThenWhatIsMissingThenWhoOwnsIt() {
    world.bring("f", FunctionStatus.FUNCTION_STATUS_READY);

    assertRefused(
        "OE0101: function is not valid: name: cannot be blank", () -> update(ORG2, "", IMAGE));
    assertRefused(
        "OE0002: function with key \"" + key("x") + "\" not found",
        () ->
            world.update(
                ORG2, UpdateFunctionParam.newBuilder().setKey(key("x")).setName("x").build()));
    assertRefused(
        "OE0102: requester does not own the function",
        () -> update(ORG2, "g", Addressable.getDefaultInstance()));
  }
}
