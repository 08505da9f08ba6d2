package orchestrator.lib.asset;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.address;
import static orchestrator.lib.fixtures.Requests.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import orchestrator.lib.error.ErrorText;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.Addressable;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that many messages share, each shown on one of them. */
class SharedRulesTest {
  private static final String PLAN = "OE0101: computeplan is not valid: ";
  private static final String FUNCTION = "OE0101: function is not valid: ";

  /** One character, two units of Java's and four bytes. */
  private static final String WIDE = "\ud83d\ude00";

  private static NewFunction archivedAt(Addressable.Builder archive) {
    return Requests.function("f").setArchive(archive).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "0a1b2c3d-4e5f-1234-8000-0123456789ab"
      })
  void anyLowerCaseUuidIsAKey(String key) {
    assertThatCode(() -> Validator.check(plan("p").setKey(key).build())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "x",
        "0A1B2C3D-4E5F-1234-8000-0123456789AB",
        "0a1b2c3d4e5f123480000123456789ab",
        "{0a1b2c3d-4e5f-1234-8000-0123456789ab}",
        "0a1b2c3d-4e5f-1234-8000-0123456789ab\n",
        "0a1b2c3d-4e5f-1234-8000-0123456789ag"
      })
  void nothingElseIsAKey(String key) {
    assertRefused(
        PLAN + "key: must be a valid UUID", () -> Validator.check(plan("p").setKey(key).build()));
  }

  @Test
  void aKeyIsRequired() {
    assertRefused(
        PLAN + "key: cannot be blank", () -> Validator.check(plan("p").setKey("").build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "n", "\u00e4"})
  void aNameHasAtLeastOneCharacter(String name) {
    assertThatCode(() -> Validator.check(plan("p").setName(name).build()))
        .doesNotThrowAnyException();
    assertRefused(
        PLAN + "name: cannot be blank", () -> Validator.check(plan("p").setName("").build()));
  }

  @Test
  void lengthsCountCodePoints() {
    assertThatCode(() -> Validator.check(plan("p").setName(WIDE.repeat(100)).build()))
        .doesNotThrowAnyException();
    assertRefused(
        PLAN + "name: the length must be between 1 and 100",
        () -> Validator.check(plan("p").setName(WIDE.repeat(101)).build()));
  }

  @Test
  void metadataMayBeEmptyAndMany() {
    var many = plan("p").putMetadata("", "").putMetadata(WIDE.repeat(100), WIDE.repeat(100));
    for (int i = 0; i < 1000; i++) {
      many.putMetadata("k" + i, "v");
    }

    assertThatCode(() -> Validator.check(many.build())).doesNotThrowAnyException();
  }

  @Test
  void metadataAreShort() {
    assertRefused(
        PLAN + "metadata[colour]: the length must be no more than 100",
        () -> Validator.check(plan("p").putMetadata("colour", "v".repeat(101)).build()));
    assertRefused(
        PLAN + "metadata[" + "k".repeat(100) + "…]: the length must be no more than 100",
        () -> Validator.check(plan("p").putMetadata("k".repeat(101), "v").build()));
  }

  @Test
  void anAddressableIsRequiredWithBothItsParts() {
    assertRefused(
        FUNCTION + "archive: cannot be blank",
        () -> Validator.check(Requests.function("f").clearArchive().build()));
    assertRefused(
        FUNCTION + "archive.checksum: cannot be blank; archive.storage_address: cannot be blank",
        () -> Validator.check(archivedAt(Addressable.newBuilder())));
  }

  @Test
  void aChecksumIs64HexadecimalDigits() {
    assertThatCode(
            () -> Validator.check(archivedAt(address().toBuilder().setChecksum("aF".repeat(32)))))
        .doesNotThrowAnyException();
    assertRefused(
        FUNCTION + "archive.checksum: the length must be exactly 64",
        () -> Validator.check(archivedAt(address().toBuilder().setChecksum("a".repeat(63)))));
    assertRefused(
        FUNCTION + "archive.checksum: the length must be exactly 64",
        () -> Validator.check(archivedAt(address().toBuilder().setChecksum("a".repeat(65)))));
    assertRefused(
        FUNCTION + "archive.checksum: must be a valid hexadecimal number",
        () -> Validator.check(archivedAt(address().toBuilder().setChecksum("g".repeat(64)))));
  }

  @Test
  void aStorageAddressIsAUrlOfAtMost2048Characters() {
    String longest = "https://h/" + "x".repeat(2038);
    assertThatCode(
            () -> Validator.check(archivedAt(address().toBuilder().setStorageAddress(longest))))
        .doesNotThrowAnyException();
    assertRefused(
        FUNCTION + "archive.storage_address: the length must be no more than 2048",
        () -> Validator.check(archivedAt(address().toBuilder().setStorageAddress(longest + "x"))));
    assertRefused(
        FUNCTION + "archive.storage_address: must be a valid URL",
        () -> Validator.check(archivedAt(address().toBuilder().setStorageAddress("/x"))));
  }

  @Test
  void noTextHoldsANulWhereverItStands() {
    assertRefused(
        PLAN
            + "tag: must be a valid value; metadata[k]: must be a valid value;"
            + " name: must be a valid value",
        () ->
            Validator.check(plan("p").setName("a\0").setTag("\0").putMetadata("k", "v\0").build()));
    assertRefused(
        FUNCTION + "new_permissions.authorized_ids[1]: must be a valid value",
        () ->
            Validator.check(
                Requests.function("f")
                    .setNewPermissions(
                        Requests.PUBLIC.toBuilder().addAuthorizedIds("a").addAuthorizedIds("\0"))
                    .build()));
  }

  @Test
  void allFaultsOfAMessageAreToldAtOnceEachFieldOnce() {
    assertRefused(
        PLAN
            + "key: must be a valid UUID; name: cannot be blank;"
            + " tag: the length must be no more than 100;"
            + " metadata[a]: the length must be no more than 100;"
            + " metadata[b]: the length must be no more than 100",
        () ->
            Validator.check(
                plan("p")
                    .setKey("k\0")
                    .setName("")
                    .setTag("t".repeat(101))
                    .putMetadata("b", "v".repeat(101))
                    .putMetadata("a", "v".repeat(101))
                    .build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "漢", WIDE, "%"})
  void moreFaultsThanAnAnswerCanCarryAreCounted(String letter) {
    var plan = plan("p");
    for (int i = 100; i < 200; i++) {
      plan.putMetadata(letter.repeat(90) + i, "v".repeat(101));
    }

    OrchestratorException refused =
        catchThrowableOfType(OrchestratorException.class, () -> Validator.check(plan.build()));

    assertThat(refused.description())
        .startsWith(PLAN + "metadata[" + letter.repeat(90) + "100]: ")
        .matches("(?s).*: the length must be no more than 100; and \\d+ more");
    int told = refused.description().split(": the length", -1).length - 1;
    assertThat(refused.description()).endsWith("; and " + (100 - told) + " more");
    assertThat(ErrorText.size(refused.description()))
        .isBetween(ErrorText.BYTES * 2 / 3, ErrorText.BYTES);
  }
}
