package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.Addressable;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest extends Scenario {

  private NewFunction.Builder archivedAt(String address) {
    return function("function").setArchive(address("any").toBuilder().setStorageAddress(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/x",
        "s3://b/k",
        "h:80/x",
        "a.b/x",
        "http://localhost:8000/a%20b?c=d#e",
        "ftp://my_host/x"
      })
  void aUrlWithAHostIsAnAddress(String address) {
    assertThat(one.register(archivedAt(address)).getArchive().getStorageAddress())
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/x", "//h/x", "https://", "https://h/a b", "https://h/%zz", "https://h/\t"})
  void whatIsNotAUrlWithAHostIsNoAddress(String address) {
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(archivedAt(address))))
        .startsWith("OE0101: function is not valid: ")
        .contains("storage_address: must be a valid URL");
  }

  @Test
  void anAddressHasAtMost2048Characters() {
    String longest = "https://h/" + "x".repeat(2038);

    refusedWith(OeCode.OE0101, () -> one.register(archivedAt(longest + "x")));
    assertThat(one.register(archivedAt(longest)).getArchive().getStorageAddress())
        .isEqualTo(longest);
  }

  @Test
  void anAddressIsRequired() {
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(archivedAt(""))))
        .contains("storage_address: cannot be blank");
    refusedWith(OeCode.OE0101, () -> one.register(function("f").clearArchive()));
    refusedWith(OeCode.OE0101, () -> one.register(function("f").clearDescription()));
    refusedWith(OeCode.OE0101, () -> one.register(manager("m").clearOpener()));
    refusedWith(OeCode.OE0101, () -> one.register(manager("m").clearDescription()));
  }

  @Test
  void aChecksumIsRequiredAndHas64HexDigits() {
    assertChecksum("", "checksum: cannot be blank");
    assertChecksum("12", "checksum: the length must be exactly 64");
    assertChecksum("g".repeat(64), "checksum: must be a valid hexadecimal number");
  }

  private void assertChecksum(String checksum, String fault) {
    Addressable address = address("x").toBuilder().setChecksum(checksum).build();

    assertThat(
            refusedWith(OeCode.OE0101, () -> one.register(function("f").setDescription(address))))
        .contains(fault);
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(manager("m").setOpener(address))))
        .contains(fault);
  }

  @Test
  void anAddressMayBeUsedAnyNumberOfTimes() {
    one.register(function("first"));
    one.register(function("second"));

    assertThat(one.function(key("second")).getArchive())
        .isEqualTo(one.function(key("first")).getArchive());
  }
}
